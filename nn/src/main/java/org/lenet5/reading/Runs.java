package org.lenet5.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lenet5.data.Image;

/**
 * The runs of ink and of paper in an image's rows, joined to {@link Regions}: a run of ink with
 * those that it touches in the row above, if only by a corner, a run of paper with those that it
 * has a side in common with (union and find, Tarjan 1975). So each pixel is looked at once.
 */
final class Runs {
  private final Image image;

  /** Of each run its first pixel and, behind the last run, the end of the image. */
  private int[] starts = new int[256];

  /** {@code [run]} one that is joined to it and comes before it, or itself. */
  private int[] joined = new int[256];

  private boolean[] ink = new boolean[256];
  private int count;

  /**
   * @param edge ink is what is above it
   */
  Runs(Image image, int edge) {
    this.image = image;
    int columns = image.columns();
    byte[] pixels = image.pixels();
    int above = 0;
    for (int row = 0; row < image.rows(); row++) {
      int first = count;
      int at = row * columns;
      int end = at + columns;
      while (at < end) {
        boolean isInk = (pixels[at] & 0xff) > edge;
        add(at, isInk);
        at++;
        while (at < end && (pixels[at] & 0xff) > edge == isInk) {
          at++;
        }
      }
      starts[count] = end;
      if (row > 0) {
        join(above, first, columns);
      }
      above = first;
    }
  }

  private void add(int start, boolean isInk) {
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      joined = Arrays.copyOf(joined, 2 * count);
      ink = Arrays.copyOf(ink, 2 * count);
    }
    starts[count] = start;
    joined[count] = count;
    ink[count] = isInk;
    count++;
  }

  /** Joins the runs of the last row to those of the row above. */
  private void join(int above, int first, int columns) {
    int run = first;
    int other = above;
    while (run < count && other < first) {
      int corner = ink[run] ? 1 : 0;
      int from = starts[run] - columns;
      int to = starts[run + 1] - columns;
      if (ink[run] == ink[other]
          && starts[other] < to + corner
          && starts[other + 1] > from - corner) {
        join(run, other);
      }
      // Where both end, the next ones may still touch the ink of these by a corner.
      if (starts[other + 1] < to || starts[other + 1] == to && ink[run]) {
        other++;
      } else {
        run++;
      }
    }
  }

  private void join(int a, int b) {
    int first = find(a);
    int second = find(b);
    joined[Math.max(first, second)] = Math.min(first, second);
  }

  private int find(int run) {
    int at = run;
    while (joined[at] != at) {
      joined[at] = joined[joined[at]];
      at = joined[at];
    }
    return at;
  }

  /** The regions, by their first pixels. Overwrites {@code numbers [row][column]}. */
  List<Region> regions(int[] numbers) {
    int[] numberOf = new int[count];
    int regions = 0;
    for (int run = 0; run < count; run++) {
      int root = find(run);
      numberOf[run] = root == run ? regions++ : numberOf[root];
    }
    Sum[] sums = new Sum[regions];
    for (int run = 0; run < count; run++) {
      int number = numberOf[run];
      if (sums[number] == null) {
        // What is left of a region's topmost, leftmost pixel is what is around it.
        sums[number] = new Sum(ink[run], starts[run], run == 0 ? Region.NONE : numberOf[run - 1]);
      }
      Arrays.fill(numbers, starts[run], starts[run + 1], number);
      sums[number].add(starts[run], starts[run + 1]);
    }
    List<Region> all = new ArrayList<>(regions);
    for (Sum sum : sums) {
      all.add(sum.region(all.size()));
    }
    return all;
  }

  /** Of a region's runs. */
  private final class Sum {
    private final boolean isInk;
    private final int parent;
    private final int top;
    private int pixels;
    private long mass;
    private double squares;
    private int peak;
    private int contact;
    private int left = Integer.MAX_VALUE;
    private int bottom;
    private int right;

    Sum(boolean isInk, int first, int parent) {
      this.isInk = isInk;
      this.parent = parent;
      top = first / image.columns();
    }

    void add(int from, int to) {
      int row = from / image.columns();
      int start = row * image.columns();
      pixels += to - from;
      left = Math.min(left, from - start);
      right = Math.max(right, to - start);
      bottom = row + 1;
      if (row == 0 || row == image.rows() - 1) {
        contact += to - from;
      } else {
        contact += from == start ? 1 : 0;
        contact += to == start + image.columns() && (from != start || image.columns() > 1) ? 1 : 0;
      }
      for (int at = from; isInk && at < to; at++) {
        int value = image.pixels()[at] & 0xff;
        mass += value;
        squares += value * value;
        peak = Math.max(peak, value);
      }
    }

    Region region(int number) {
      return new Region(
          number,
          isInk,
          contact > 0 ? Region.NONE : parent,
          pixels,
          mass,
          squares,
          peak,
          new Box(top, left, bottom, right),
          contact);
    }
  }
}
