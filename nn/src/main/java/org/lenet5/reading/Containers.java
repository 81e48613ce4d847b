package org.lenet5.reading;

import java.util.Arrays;
import java.util.List;

/**
 * Regions that hold a digit and are none: frames, a ring of ink with ink in its hole, and plates, a
 * sheet on a desk or a filled box, on which the digit has the other polarity.
 */
final class Containers {

  /** Longer sides of holes, and pixels of what is in them. */
  private static final int LEAST_SIZE = 10;

  /** Shorter sides of plates. */
  private static final int LEAST_PLATE = 20;

  /** The longer side of a plate is at most so many times the shorter. */
  private static final int LONGEST = 5;

  /** Of the convex hull, a container fills at least this part. */
  private static final double CONVEX = 0.9;

  /** Of the smallest rectangle, a plate fills at least this part: an ellipse has 0.79, */
  private static final double RECTANGULAR = 0.88;

  /** unless the picture's border cuts it, along at least this part of a side. */
  private static final double CUT_PART = 0.5;

  /** What is drawn on a plate, and in a hole, has at least this part of its longer side. */
  private static final double DRAWN = 0.2;

  /** What is drawn is not convex, less so than this, as the hole of a 0 is, */
  private static final double BLOB = 0.8;

  /** or is a bar, a 1, at least so many times as long as wide, */
  private static final double BAR = 2;

  /** and takes at most this part of the plate. */
  private static final double MOST_BAR = 0.3;

  /** A ring around a hole with something in it, a 0 drawn on a plate, takes at most this part. */
  private static final double MOST_RING = 0.6;

  private Containers() {}

  /** The regions of a picture to look for the digit in, of strokes that may be one's. */
  static List<Region> of(Strokes strokes) {
    Regions regions = strokes.regions();
    return strokes.kept().stream()
        .map(stroke -> isPlate(regions, stroke) ? stroke : holeOf(regions, stroke))
        .filter(region -> region != null)
        .toList();
  }

  /** A frame's hole if there is something in it, or null. */
  private static Region holeOf(Regions regions, Region frame) {
    Region hole = null;
    for (Region inside : regions.inside(frame)) {
      hole = hole == null || regions.filled(inside) > regions.filled(hole) ? inside : hole;
    }
    long area = regions.filled(frame);
    if (hole == null
        || hole.box().longer() < LEAST_SIZE
        || 2L * frame.pixels() >= area
        || isHollow(regions, hole)
        || area < CONVEX * new Outline(regions, frame).hullArea()) {
      return null;
    }
    return hole;
  }

  /** Whether there is nothing in a hole. */
  private static boolean isHollow(Regions regions, Region hole) {
    return regions.inside(hole).stream().noneMatch(inside -> isDrawn(inside, hole));
  }

  private static boolean isDrawn(Region inside, Region on) {
    return inside.pixels() >= LEAST_SIZE && inside.box().longer() >= DRAWN * on.box().longer();
  }

  private static boolean isPlate(Regions regions, Region plate) {
    double area = regions.filled(plate);
    Box box = plate.box();
    if (area < CONVEX / 2 * box.rows() * box.columns()) { // no outline can be convex
      return false;
    }
    Outline outline = new Outline(regions, plate);
    double[] sides = outline.rectangle();
    if (sides[0] < LEAST_PLATE
        || sides[1] > LONGEST * sides[0]
        || area < CONVEX * outline.hullArea()
        || area < RECTANGULAR * sides[0] * sides[1] && !regions.isAlongSide(plate, CUT_PART)
        || !outline.isSharp()) {
      return false;
    }
    List<Region> drawn =
        regions.inside(plate).stream()
            .filter(inside -> inside.box().longer() >= DRAWN * box.longer())
            .toList();
    double free = plate.pixels() / area;
    return drawn.isEmpty()
        || drawn.stream().anyMatch(r -> !isConvex(regions, r))
        || free > 1 - MOST_BAR && drawn.stream().anyMatch(r -> isBar(regions, r))
        || free > 1 - MOST_RING && drawn.stream().anyMatch(r -> !isHollow(regions, r));
  }

  /** The part of its smallest rectangle that a container fills: strokes that cross its edge add. */
  static double straightness(Regions regions, Region container) {
    double[] sides = new Outline(regions, container).rectangle();
    return Math.min(regions.filled(container) / (sides[0] * sides[1]), 1);
  }

  private static boolean isConvex(Regions regions, Region region) {
    return regions.filled(region) >= BLOB * new Outline(regions, region).hullArea();
  }

  private static boolean isBar(Regions regions, Region region) {
    double[] sides = new Outline(regions, region).rectangle();
    return sides[1] > BAR * sides[0];
  }

  /** What is inside a region, and around it, as far as the region's box, more of the same. */
  static Picture inside(Picture picture, Regions regions, Region region) {
    Box box = region.box();
    boolean[] within = regions.within(List.of(region));
    boolean[] inside = new boolean[box.rows() * box.columns()];
    byte[] pixels = new byte[inside.length];
    for (int row = 0; row < box.rows(); row++) {
      for (int column = 0; column < box.columns(); column++) {
        int from = (box.top() + row) * picture.columns() + box.left() + column;
        pixels[row * box.columns() + column] = picture.pixels()[from];
        inside[row * box.columns() + column] = within[regions.at(from)];
      }
    }
    boolean[] eroded = inside;
    int margin = Math.max(2, Math.min(box.rows(), box.columns()) / 50);
    for (int i = 0; i < margin; i++) {
      eroded = eroded(eroded, box, picture);
    }
    return Fill.of(new Picture(box.rows(), box.columns(), pixels), eroded);
  }

  /** Less the pixels at the edge of it that is not the picture's. */
  private static boolean[] eroded(boolean[] inside, Box box, Picture picture) {
    int rows = box.rows();
    int columns = box.columns();
    boolean[] eroded = Arrays.copyOf(inside, inside.length);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        boolean above = row == 0 ? box.top() == 0 : inside[at - columns];
        boolean below = row == rows - 1 ? box.bottom() == picture.rows() : inside[at + columns];
        boolean left = column == 0 ? box.left() == 0 : inside[at - 1];
        boolean right = column == columns - 1 ? box.right() == picture.columns() : inside[at + 1];
        eroded[at] &= above && below && left && right;
      }
    }
    return eroded;
  }
}
