package org.lenet5.reading;

import java.util.ArrayList;
import java.util.List;
import org.lenet5.data.Image;

/**
 * Tells strokes from specks and shade. A stroke is a connected part of the image, pixels above an
 * eighth of full ink joined to their eight neighbours, that reaches the darker of Otsu's two
 * classes and is not tiny beside the heaviest.
 */
final class Strokes {

  /** The least contrast of full ink. */
  private static final int LEAST_CONTRAST = 16;

  /** Strokes end where there is less than this part of full ink. */
  private static final int EDGE_PART = 8;

  /** The least number of pixels in the heaviest stroke. */
  private static final int LEAST_PIXELS = 4;

  /** Strokes have at least this part of the heaviest one's ink: the dot of an i has, dust not. */
  private static final int LEAST_MASS_PART = 32;

  private static final int NONE = -1;
  private static final int UNSEEN = -2;

  private final Image image;

  /** {@code [row][column]} index of the pixel's part, or NONE, or UNSEEN. */
  private final int[] partOf;

  private final List<Part> parts = new ArrayList<>();

  /** Connected pixels: how many, their sum, and the largest. */
  private record Part(int pixels, long mass, int peak) {}

  private Strokes(Image image, int edge) {
    this.image = image;
    partOf = new int[image.pixels().length];
    for (int i = 0; i < partOf.length; i++) {
      partOf[i] = (image.pixels()[i] & 0xff) > edge ? UNSEEN : NONE;
    }
    int[] stack = new int[partOf.length];
    for (int i = 0; i < partOf.length; i++) {
      if (partOf[i] == UNSEEN) {
        parts.add(fill(i, stack));
      }
    }
  }

  /**
   * The strokes with a seam of one pixel, and 0 elsewhere.
   *
   * @param contrast 0 where there is no ink
   * @throws NoInkException if there is no stroke
   */
  static Image of(Image contrast) {
    Histogram ink = Histogram.of(contrast.pixels()).above(0);
    int full = ink.total() == 0 ? 0 : ink.fullInk();
    if (full < LEAST_CONTRAST) {
      throw new NoInkException(
          "image: got no ink (a contrast of %d), expected a contrast of at least %d"
              .formatted(full, LEAST_CONTRAST));
    }
    return new Strokes(contrast, full / EDGE_PART).above(ink.otsu());
  }

  /** Numbers the pixels connected to one. */
  private Part fill(int seed, int[] stack) {
    int part = parts.size();
    int pixels = 0;
    long mass = 0;
    int peak = 0;
    int depth = 0;
    stack[depth++] = seed;
    partOf[seed] = part;
    while (depth > 0) {
      int at = stack[--depth];
      int value = image.pixels()[at] & 0xff;
      pixels++;
      mass += value;
      peak = Math.max(peak, value);
      int row = at / image.columns();
      int column = at % image.columns();
      for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, image.rows() - 1); r++) {
        for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, image.columns() - 1); c++) {
          int next = r * image.columns() + c;
          if (partOf[next] == UNSEEN) {
            partOf[next] = part;
            stack[depth++] = next;
          }
        }
      }
    }
    return new Part(pixels, mass, peak);
  }

  /** Strokes reach beyond {@code core}. */
  private Image above(int core) {
    long heaviest = 0;
    for (Part part : parts) {
      if (part.peak > core && part.pixels >= LEAST_PIXELS) {
        heaviest = Math.max(heaviest, part.mass);
      }
    }
    if (heaviest == 0) {
      throw new NoInkException(
          "image: got no ink but specks, expected a stroke of at least %d pixels"
              .formatted(LEAST_PIXELS));
    }
    byte[] strokes = new byte[partOf.length];
    for (int i = 0; i < partOf.length; i++) {
      if (partOf[i] != NONE) {
        Part part = parts.get(partOf[i]);
        if (part.peak > core && part.mass >= heaviest / LEAST_MASS_PART) {
          copyWithSeam(i, strokes);
        }
      }
    }
    return new Image(image.rows(), image.columns(), strokes);
  }

  /** Copies a pixel of a stroke, and those around it that belong to none. */
  private void copyWithSeam(int at, byte[] to) {
    to[at] = image.pixels()[at];
    int row = at / image.columns();
    int column = at % image.columns();
    for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, image.rows() - 1); r++) {
      for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, image.columns() - 1); c++) {
        int next = r * image.columns() + c;
        if (partOf[next] == NONE) {
          to[next] = image.pixels()[next];
        }
      }
    }
  }
}
