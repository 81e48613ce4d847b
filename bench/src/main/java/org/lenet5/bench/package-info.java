/**
 * Benchmarks, and the programs that make what the repository holds ready-made. {@link
 * org.lenet5.bench.Roofline} compares each kernel with what the machine can do, {@link
 * org.lenet5.bench.TrainingBenchmark} times an epoch, {@link org.lenet5.bench.ShipWeights} writes
 * the weights inside. Comparisons with other libraries are in {@link org.lenet5.bench.compare}.
 */
package org.lenet5.bench;
