/**
 * Makes the pictures of digits in {@code bench/images-off-mnist}, which have nothing of MNIST: what
 * {@code lenet5 predict} makes of pictures that people have is measured by them
 * (docs/off-mnist.md).
 *
 * <p>{@link Numerals} knows how digits are written, {@link Hand} writes them, {@link Kind} makes
 * pictures of that, {@link OffMnist} makes the files. A picture is a function of a seed, its kind,
 * its digit and its number; fonts come from the system, hence the files are kept.
 */
package org.lenet5.bench.offmnist;
