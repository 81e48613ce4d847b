package org.lenet5.bench.compare;

/**
 * How long to measure.
 *
 * @param warmUp seconds of each workload before anything is measured, for compilers and caches
 * @param search seconds of each workload on each number of threads, to find the best one
 * @param window seconds of each measurement
 * @param rounds measurements of each workload
 * @param epochs epochs of the whole commands
 */
record Effort(double warmUp, double search, double window, int rounds, int epochs) {
  static final Effort FULL = new Effort(6, 2, 4, 7, 15);
  static final Effort QUICK = new Effort(2, 1, 1, 3, 1);
}
