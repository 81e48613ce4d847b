/**
 * Treats the program badly and looks whether it holds. {@link org.lenet5.bench.torture.Torture} is
 * the command: {@link org.lenet5.bench.torture.KilledRuns} kills training at random moments, again
 * and again, until it has come to its end, which must be that of a run left alone; {@link
 * org.lenet5.bench.torture.SharedClassifier} asks one classifier from many threads at once.
 */
package org.lenet5.bench.torture;
