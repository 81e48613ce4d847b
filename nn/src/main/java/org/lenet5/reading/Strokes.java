package org.lenet5.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lenet5.data.Image;

/**
 * The strokes of a digit among the regions of ink. A stroke is made of pixels above an eighth of
 * full ink, and reaches the darker of Otsu's two classes. Dropped are strips along the border,
 * underlines, and what is small beside the heaviest stroke: anything tiny, and little things far
 * from the rest.
 *
 * @param kept at least one
 * @param dropped the squares of what was dropped for a reason: strips and underlines
 */
record Strokes(Regions regions, List<Region> kept, double dropped) {

  /** The least contrast of full ink: less is the unevenness of any picture. */
  private static final int LEAST_CONTRAST = 5;

  /** Strokes end where there is less than this part of full ink. */
  private static final int EDGE_PART = 8;

  /** The least number of pixels in a stroke. */
  private static final int LEAST_PIXELS = 4;

  /** Strokes have at least this part of the heaviest one's ink: the dot of an i has, dust not. */
  private static final int LEAST_MASS_PART = 32;

  /** Those with at least this part belong to the digit wherever they are; */
  private static final int FAR_MASS_PART = 4;

  /** others are at most this part of the heaviest one's longer side away from the rest. */
  private static final int NEAR_PART = 4;

  /** Beyond so many, scattered pieces are not looked at one by one: bounds the time. */
  private static final int MOST_PIECES = 200;

  /** Digits are at most so many times as wide as high, */
  private static final double WIDEST_DIGIT = 1.2;

  /** and each has at least this part of the highest one's height. */
  private static final double LEAST_HEIGHT = 0.8;

  /** A strip takes at least this part of a side of the picture. */
  private static final double STRIP_PART = 0.7;

  /** Where there is a strip, a digit is at least this part of the picture's shorter side. */
  private static final int LEAST_SIZE_PART = 16;

  private static final int LEAST_SIZE = 6;

  /**
   * Finds the strokes.
   *
   * @throws NoInkException if there are none
   */
  static Strokes of(Image ink) {
    Histogram some = Histogram.of(ink.pixels()).above(0);
    int full = some.total() == 0 ? 0 : some.fullInk();
    if (full < LEAST_CONTRAST) {
      throw new NoInkException(
          "image: got no ink (a contrast of %d), expected a contrast of at least %d"
              .formatted(full, LEAST_CONTRAST));
    }
    Regions regions = new Regions(ink, full / EDGE_PART);
    int core = some.otsu();
    List<Region> all =
        regions.all().stream()
            .filter(r -> r.ink() && r.peak() > core && r.pixels() >= LEAST_PIXELS)
            .toList();
    if (all.isEmpty()) {
      throw new NoInkException(
          "image: got no ink but specks, expected a stroke of at least %d pixels"
              .formatted(LEAST_PIXELS));
    }
    List<Region> kept = withoutUnderlines(regions, withoutStrips(regions, all));
    return new Strokes(regions, together(kept), squares(all) - squares(kept));
  }

  private static double squares(List<Region> some) {
    return some.stream().mapToDouble(Region::squares).sum();
  }

  /** The squares of the strokes' ink. */
  double squares() {
    return squares(kept);
  }

  /** The squares of their ink and of what is inside them. */
  double squaresWithin() {
    boolean[] within = regions.within(kept);
    return squares(regions.all().stream().filter(r -> r.ink() && within[r.number()]).toList());
  }

  Region heaviest() {
    return heaviest(kept);
  }

  private static Region heaviest(List<Region> some) {
    Region heaviest = some.getFirst();
    for (Region region : some) {
      heaviest = region.mass() > heaviest.mass() ? region : heaviest;
    }
    return heaviest;
  }

  private static List<Region> withoutStrips(Regions regions, List<Region> all) {
    Image ink = regions.image();
    int least = Math.max(LEAST_SIZE, Math.min(ink.rows(), ink.columns()) / LEAST_SIZE_PART);
    List<Region> inner = all.stream().filter(r -> !isStrip(regions, r)).toList();
    return inner.stream().anyMatch(r -> r.box().longer() >= least) ? inner : all;
  }

  /** Whether a region lies along a side of the picture, with an edge: bars, a scanner's lid. */
  private static boolean isStrip(Regions regions, Region region) {
    return regions.isAlongSide(region, STRIP_PART) && new Outline(regions, region).isSharp();
  }

  /** Without straight strokes that lie below all else and are about as wide, or wider. */
  private static List<Region> withoutUnderlines(Regions regions, List<Region> all) {
    if (all.size() < 2 || all.size() > MOST_PIECES) {
      return all;
    }
    List<Region> left = new ArrayList<>(all);
    for (Region line : all) {
      List<Region> rest =
          left.stream().filter(r -> r != line && r.mass() * 10 > line.mass()).toList();
      if (!rest.isEmpty() && isUnderline(regions, line, rest)) {
        left.remove(line);
      }
    }
    return left;
  }

  private static boolean isUnderline(Regions regions, Region line, List<Region> rest) {
    Box box = line.box();
    if (box.columns() < 4 * box.rows()) {
      return false;
    }
    Box others = boxOf(rest);
    double[] sides = new Outline(regions, line).rectangle();
    return sides[1] >= 5 * sides[0]
        && line.pixels() >= 0.6 * sides[0] * sides[1]
        && others.longer() > 2 * sides[0]
        && others.bottom() <= box.bottom()
        && others.bottom() - others.rows() / 4 < box.top()
        && box.columns() > 0.8 * others.columns();
  }

  /** Without what is tiny, and little things far away. */
  private static List<Region> together(List<Region> all) {
    Region heaviest = heaviest(all);
    List<Region> kept = new ArrayList<>();
    List<Region> little = new ArrayList<>();
    for (Region region : all) {
      if (region.mass() >= heaviest.mass() / FAR_MASS_PART) {
        kept.add(region);
      } else if (region.mass() >= heaviest.mass() / LEAST_MASS_PART) {
        little.add(region);
      }
    }
    int near = heaviest.box().longer() / NEAR_PART;
    Box box = boxOf(kept);
    for (int before = -1; before < kept.size() && little.size() <= MOST_PIECES; ) {
      before = kept.size();
      for (Region region : List.copyOf(little)) {
        if (region.box().gap(box) <= near) {
          box = box.union(region.box());
          kept.add(region);
          little.remove(region);
        }
      }
    }
    return kept;
  }

  Box box() {
    return boxOf(kept);
  }

  /**
   * How many digits they are: groups, each as wide as it reaches without a gap from top to bottom,
   * that are about as high as the highest; 1 if all together are no wider than a digit, which may
   * be in pieces.
   */
  int digits() {
    if (box().columns() <= WIDEST_DIGIT * box().rows()) {
      return 1;
    }
    List<Box> groups = new ArrayList<>();
    for (Region region :
        kept.stream().sorted(Comparator.comparingInt(r -> r.box().left())).toList()) {
      Box box = region.box();
      if (!groups.isEmpty() && box.left() <= groups.getLast().right()) {
        box = box.union(groups.removeLast());
      }
      groups.add(box);
    }
    int highest = groups.stream().mapToInt(Box::rows).max().orElseThrow();
    return (int) groups.stream().filter(box -> box.rows() >= LEAST_HEIGHT * highest).count();
  }

  private static Box boxOf(List<Region> some) {
    return some.stream().map(Region::box).reduce(Box::union).orElseThrow();
  }

  /** Their ink with a seam of one pixel, and 0 elsewhere; of the picture's size. */
  Image ink() {
    Image ink = regions.image();
    boolean[] isKept = new boolean[regions.all().size()];
    kept.forEach(region -> isKept[region.number()] = true);
    byte[] to = new byte[ink.pixels().length];
    for (int at = 0; at < to.length; at++) {
      if (isKept[regions.at(at)]) {
        to[at] = ink.pixels()[at];
        copySeam(at, to);
      }
    }
    return new Image(ink.rows(), ink.columns(), to);
  }

  /** Copies the pixels around one that are not ink. */
  private void copySeam(int at, byte[] to) {
    Image ink = regions.image();
    int row = at / ink.columns();
    int column = at % ink.columns();
    for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, ink.rows() - 1); r++) {
      for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, ink.columns() - 1); c++) {
        if (ink.at(r, c) <= regions.edge()) {
          to[r * ink.columns() + c] = ink.pixels()[r * ink.columns() + c];
        }
      }
    }
  }
}
