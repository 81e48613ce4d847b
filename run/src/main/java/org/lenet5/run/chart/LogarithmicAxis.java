package org.lenet5.run.chart;

import java.util.ArrayList;
import java.util.List;

/** An axis along which equal distances are equal factors. All its values are above 0. */
final class LogarithmicAxis implements Axis {
  /** Up to this many powers of ten have ticks at 2 and 5 times each too. */
  private static final int FEW = 3;

  /** Up to this many doublings each have a tick. */
  private static final int DOUBLINGS = 10;

  private static final int[] THIRDS = {1, 2, 5};
  private static final int[] WHOLE = {1};

  private final double start;
  private final double end;
  private final List<Double> ticks;

  private LogarithmicAxis(double start, double end, List<Double> ticks) {
    this.start = Math.log(start);
    this.end = Math.log(end);
    this.ticks = List.copyOf(ticks);
  }

  /** From {@code least} to {@code most} exactly, with ticks that double from the start on. */
  static LogarithmicAxis doubling(double least, double most) {
    if (least <= 0) {
      throw new IllegalArgumentException(
          "line chart: got x = %s on an axis that doubles, expected more than 0".formatted(least));
    }
    if (least == most) {
      return new LogarithmicAxis(0.75 * least, least / 0.75, List.of(least));
    }
    double step = Math.pow(2, Math.ceil(Math.log(most / least) / Math.log(2) / DOUBLINGS));
    List<Double> ticks = new ArrayList<>();
    for (double tick = least; tick <= most; tick *= step) {
      ticks.add(tick);
    }
    return new LogarithmicAxis(least, most, ticks);
  }

  /** From {@code low}, above 0, to {@code high}, widened to 1, 2 or 5 times a power of ten. */
  static LogarithmicAxis round(double low, double high) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.floor(Math.log10(high));
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last + 1; power++) {
      for (int factor : last - first < FEW ? THIRDS : WHOLE) {
        ticks.add(factor * Math.pow(10, power));
      }
    }
    while (ticks.size() > 2 && ticks.get(1) <= low) {
      ticks.removeFirst();
    }
    while (ticks.size() > 2 && ticks.get(ticks.size() - 2) >= high) {
      ticks.removeLast();
    }
    return new LogarithmicAxis(ticks.getFirst(), ticks.getLast(), ticks);
  }

  @Override
  public int ticks() {
    return ticks.size();
  }

  @Override
  public double tick(int i) {
    return ticks.get(i);
  }

  @Override
  public String label(int i) {
    return Words.number(ticks.get(i));
  }

  @Override
  public double place(double value) {
    return (Math.log(value) - start) / (end - start);
  }
}
