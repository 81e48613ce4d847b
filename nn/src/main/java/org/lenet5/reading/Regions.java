package org.lenet5.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lenet5.data.Image;

/**
 * The connected regions of ink and of paper, each inside another or at the border: ink is joined to
 * its eight neighbours, paper to its four. Linear in the pixels.
 */
final class Regions {

  private final Image image;
  private final int edge;

  /** {@code [row][column]} number of the pixel's region. */
  private final int[] numbers;

  private final List<Region> all;

  /** {@code [region]} the last of those in it, or none, and the one before each. */
  private final int[] lastInside;

  private final int[] before;

  /** {@code [region]} its pixels and those of all regions inside it. */
  private final long[] filled;

  /**
   * @param edge ink is what is above it
   */
  Regions(Image image, int edge) {
    this.image = image;
    this.edge = edge;
    numbers = new int[image.pixels().length];
    all = new Runs(image, edge).regions(numbers);
    lastInside = new int[all.size()];
    before = new int[all.size()];
    filled = new long[all.size()];
    Arrays.fill(lastInside, Region.NONE);
    for (Region region : all) {
      if (region.parent() != Region.NONE) {
        before[region.number()] = lastInside[region.parent()];
        lastInside[region.parent()] = region.number();
      }
    }
    for (int i = all.size() - 1; i >= 0; i--) { // those inside come after what is around them
      Region region = all.get(i);
      filled[i] += region.pixels();
      if (region.parent() != Region.NONE) {
        filled[region.parent()] += filled[i];
      }
    }
  }

  Image image() {
    return image;
  }

  int edge() {
    return edge;
  }

  /** What is around a region comes before it. */
  List<Region> all() {
    return all;
  }

  /** The regions right inside one: holes of ink, or ink in a hole. */
  List<Region> inside(Region region) {
    List<Region> inside = new ArrayList<>();
    for (int i = lastInside[region.number()]; i != Region.NONE; i = before[i]) {
      inside.add(all.get(i));
    }
    return inside;
  }

  /** The number of the region that a pixel belongs to. */
  int at(int pixel) {
    return numbers[pixel];
  }

  /** The pixels of a region and of all that is inside it. */
  long filled(Region region) {
    return filled[region.number()];
  }

  /** {@code [region]} whether it is one of some, or inside of one. */
  boolean[] within(List<Region> some) {
    boolean[] within = new boolean[all.size()];
    for (Region region : some) {
      within[region.number()] = true;
    }
    for (Region region : all) {
      within[region.number()] |= region.parent() != Region.NONE && within[region.parent()];
    }
    return within;
  }

  /** Whether a region takes at least a part of one of the picture's sides. */
  boolean isAlongSide(Region region, double part) {
    int rows = image.rows();
    int columns = image.columns();
    return region.contact() >= part * Math.min(rows, columns)
        && (count(region, 0, 1, columns) >= part * columns
            || count(region, (rows - 1) * columns, 1, columns) >= part * columns
            || count(region, 0, columns, rows) >= part * rows
            || count(region, columns - 1, columns, rows) >= part * rows);
  }

  private int count(Region region, int from, int step, int pixels) {
    int count = 0;
    for (int i = 0; i < pixels; i++) {
      count += numbers[from + i * step] == region.number() ? 1 : 0;
    }
    return count;
  }
}
