package org.lenet5.bench.offmnist;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.util.List;

/** Printed digits, in typefaces that anyone may use: DejaVu and Liberation 2. */
final class Faces {

  /** A typeface of this family, and a style of {@link Font}. */
  private record Face(String family, int style) {}

  private static final List<Face> FACES =
      List.of(
          new Face("DejaVu Sans", Font.PLAIN),
          new Face("Liberation Serif", Font.PLAIN),
          new Face("DejaVu Sans Mono", Font.BOLD),
          new Face("Liberation Sans", Font.ITALIC),
          new Face("DejaVu Serif", Font.BOLD),
          new Face("Liberation Mono", Font.PLAIN),
          new Face("DejaVu Sans Light", Font.PLAIN),
          new Face("Liberation Sans", Font.BOLD),
          new Face("DejaVu Serif", Font.ITALIC),
          new Face("DejaVu Sans Condensed", Font.ITALIC),
          new Face("Liberation Serif", Font.BOLD),
          new Face("DejaVu Sans", Font.BOLD),
          new Face("Liberation Sans", Font.PLAIN),
          new Face("DejaVu Sans Mono", Font.PLAIN),
          new Face("Liberation Serif", Font.ITALIC),
          new Face("DejaVu Serif", Font.PLAIN),
          new Face("Liberation Mono", Font.BOLD));

  private Faces() {}

  /**
   * A digit's outline.
   *
   * @param number of the typeface, any
   * @throws IllegalStateException if the system lacks it
   */
  static Shape outline(int digit, int number) {
    Face face = FACES.get(number % FACES.size());
    Font font = new Font(face.family, face.style, 100);
    if (!font.getFamily().equals(face.family)) {
      throw new IllegalStateException(
          "fonts: got %s, expected %s; install DejaVu and Liberation 2"
              .formatted(font.getFamily(), face.family));
    }
    return font.createGlyphVector(new FontRenderContext(null, true, true), Integer.toString(digit))
        .getOutline();
  }
}
