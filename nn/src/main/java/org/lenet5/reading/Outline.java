package org.lenet5.reading;

import java.util.Arrays;
import org.lenet5.data.Image;

/**
 * The shape of a region without regard to what is inside it: where its rows and columns begin and
 * end.
 */
final class Outline {

  /** An edge rises within this part of the longer side, */
  private static final int RISE_PART = 16;

  /** and at least within so many pixels. */
  private static final int LEAST_RISE = 3;

  /** Of a sharp outline, at least this part is edges. */
  private static final double SHARP = 0.7;

  private final Image image;
  private final Box box;

  /** {@code [row]} the first pixel, and the one after the last. */
  private final int[] first;

  private final int[] last;

  /** {@code [column]} likewise. */
  private final int[] top;

  private final int[] bottom;

  /** {@code [corner][x, y]} of the convex hull. */
  private final int[][] hull;

  Outline(Regions regions, Region region) {
    image = regions.image();
    box = region.box();
    first = new int[box.rows()];
    last = new int[box.rows()];
    top = new int[box.columns()];
    bottom = new int[box.columns()];
    Arrays.fill(first, box.right());
    Arrays.fill(top, box.bottom());
    for (int row = 0; row < first.length; row++) {
      int at = (box.top() + row) * image.columns();
      for (int column = box.left(); column < box.right(); column++) {
        if (regions.at(at + column) == region.number()) {
          first[row] = Math.min(first[row], column);
          last[row] = column + 1;
          top[column - box.left()] = Math.min(top[column - box.left()], box.top() + row);
          bottom[column - box.left()] = box.top() + row + 1;
        }
      }
    }
    hull = hull();
  }

  private int[][] hull() {
    int n = first.length;
    int[][] right = new int[2 * n][];
    int[][] left = new int[2 * n][];
    int rights = 0;
    int lefts = 0;
    for (int row = 0; row < n; row++) {
      for (int y = row; y <= row + 1; y++) {
        rights = push(right, rights, last[row], y, 1);
        lefts = push(left, lefts, first[row], y, -1);
      }
    }
    int[][] corners = new int[rights + lefts][];
    System.arraycopy(right, 0, corners, 0, rights);
    for (int i = 0; i < lefts; i++) {
      corners[rights + i] = left[lefts - 1 - i];
    }
    return corners;
  }

  /** Appends a corner, and drops those that it makes inner ones. */
  private static int push(int[][] chain, int size, int x, int y, int side) {
    int n = size;
    while (n >= 2) {
      int[] a = chain[n - 2];
      int[] b = chain[n - 1];
      long turn = (long) (b[0] - a[0]) * (y - a[1]) - (long) (b[1] - a[1]) * (x - a[0]);
      if (side * turn > 0) {
        break;
      }
      n--;
    }
    chain[n] = new int[] {x, y};
    return n + 1;
  }

  /** The area of the convex hull. */
  double hullArea() {
    long twice = 0;
    for (int i = 0; i < hull.length; i++) {
      int[] a = hull[i];
      int[] b = hull[(i + 1) % hull.length];
      twice += (long) a[0] * b[1] - (long) b[0] * a[1];
    }
    return Math.abs(twice) / 2.0;
  }

  /** The sides of the smallest rectangle around it, turned as it may be: shorter, longer. */
  double[] rectangle() {
    double[] best = {0, 0};
    double least = Double.MAX_VALUE;
    // One side of it lies along one of the hull's (Freeman and Shapira 1975).
    for (int i = 0; i < hull.length; i++) {
      int[] a = hull[i];
      int[] b = hull[(i + 1) % hull.length];
      double length = StrictMath.hypot(b[0] - a[0], b[1] - a[1]);
      if (length == 0) {
        continue;
      }
      double cos = (b[0] - a[0]) / length;
      double sin = (b[1] - a[1]) / length;
      double width = extent(cos, sin);
      double height = extent(-sin, cos);
      if (width * height < least) {
        least = width * height;
        best = new double[] {Math.min(width, height), Math.max(width, height)};
      }
    }
    return best;
  }

  private double extent(double x, double y) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int[] corner : hull) {
      double at = x * corner[0] + y * corner[1];
      least = Math.min(least, at);
      most = Math.max(most, at);
    }
    return most - least;
  }

  /** Whether it is an object with edges, not light or shade. */
  boolean isSharp() {
    return sharpness(box.longer()) >= SHARP;
  }

  /**
   * The part of its rows' and columns' ends that are edges: there the ink rises to half of the
   * line's most within a few pixels. Light and shade rise slowly.
   *
   * @param size the longer side of the whole that it is a part of, in pixels
   */
  double sharpness(int size) {
    int within = Math.max(LEAST_RISE, size / RISE_PART);
    int[] ends = new int[2];
    for (int row = 0; row < first.length; row++) {
      int at = (box.top() + row) * image.columns();
      count(at, first[row], last[row], 1, image.columns(), within, ends);
    }
    for (int column = 0; column < top.length; column++) {
      int at = box.left() + column;
      count(at, top[column], bottom[column], image.columns(), image.rows(), within, ends);
    }
    return ends[0] == 0 ? 0 : (double) ends[1] / ends[0];
  }

  /** Counts a line's ends that are not at the border, and those of them that are edges. */
  private void count(int at, int from, int to, int step, int length, int within, int[] ends) {
    int reach = Math.min(within, to - from);
    int half = most(at + from * step, to - from, step) / 2;
    if (from > 0) {
      ends[0]++;
      ends[1] += most(at + from * step, reach, step) >= half ? 1 : 0;
    }
    if (to < length) {
      ends[0]++;
      ends[1] += most(at + (to - reach) * step, reach, step) >= half ? 1 : 0;
    }
  }

  private int most(int from, int count, int step) {
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, image.pixels()[from + i * step] & 0xff);
    }
    return most;
  }
}
