/**
 * Reads damaged files of every format until something goes wrong: {@code bench/fuzz}. Why it is our
 * own is in {@code docs/decisions/0014-fuzzing.md}.
 *
 * <p>{@link Format} lists what is read: seeds, which are files that programs write, a {@link
 * Mutator} that damages them, and the door through which the result is read. {@link Oracle} says
 * what may come out of it. {@link Fuzz} is the command. Input n of a format is a function of the
 * seed and n: whatever is found is found again.
 *
 * <p>{@link Bytes} and {@link Texts} know nothing of a format; the other mutators mend lengths,
 * checksums and compression, so that damage gets past a reader's first check.
 */
package org.lenet5.bench.fuzz;
