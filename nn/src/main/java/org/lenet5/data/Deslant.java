package org.lenet5.data;

import org.lenet5.pixel.Bilinear;

/**
 * Makes slanted characters upright, the paper's deslanted inputs (LeCun et al. 1998, III.C and fig.
 * 9): shears an image's rows so that the regression line of its ink, x = mu11 / mu02 y through the
 * centre of mass, stands upright. The moments of integers are exact, so the result is the same on
 * every machine.
 */
public final class Deslant {
  private Deslant() {}

  /** Deslants every image; sizes stay, and what is sheared beyond the edge is lost. */
  public static Dataset apply(Dataset data) {
    return data.mapped(
        data.name() + " deslanted",
        (from, at, to) -> deslant(from, at, data.rows(), data.columns(), to));
  }

  /** Deslants one image. */
  public static Image apply(Image image) {
    byte[] pixels = new byte[image.pixels().length];
    deslant(image.pixels(), 0, image.rows(), image.columns(), pixels);
    return new Image(image.rows(), image.columns(), pixels);
  }

  /** Reads an image of {@code from} at {@code at}, overwrites the one of {@code to} there. */
  private static void deslant(byte[] from, int at, int rows, int columns, byte[] to) {
    double mass = 0;
    double down = 0;
    double across = 0;
    double downDown = 0;
    double downAcross = 0;
    for (int row = 0; row < rows; row++) {
      long ink = 0;
      long moment = 0;
      for (int column = 0; column < columns; column++) {
        int pixel = from[at + row * columns + column] & 0xff;
        ink += pixel;
        moment += column * pixel;
      }
      mass += ink;
      down += row * ink;
      across += moment;
      downDown += row * row * ink;
      downAcross += row * moment;
    }
    // mass^2 times the moments: whole numbers, and no division by an image without ink.
    double mu02 = mass * downDown - down * down;
    double mu11 = mass * downAcross - down * across;
    double slant = mu02 > 0 ? mu11 / mu02 : 0;
    double centre = mass > 0 ? down / mass : 0;
    for (int row = 0; row < rows; row++) {
      int shift = Bilinear.place(slant * (row - centre));
      Bilinear.shift(from, at + row * columns, columns, shift, to);
    }
  }
}
