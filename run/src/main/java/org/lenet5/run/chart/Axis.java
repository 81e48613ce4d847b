package org.lenet5.run.chart;

/** One side of a chart: where a value lies along it, and the ticks that tell. */
sealed interface Axis permits EvenAxis, LogarithmicAxis {

  /** Number of ticks. */
  int ticks();

  /** The value of a tick, from 0. */
  double tick(int i);

  /** What stands beside a tick. */
  String label(int i);

  /** Where a value lies: 0 at the axis's start, 1 at its end. */
  double place(double value);
}
