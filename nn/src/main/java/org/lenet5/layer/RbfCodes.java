package org.lenet5.layer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The codes of an {@link Rbf} layer, one for each class: the 7x12 picture of the class's character
 * (LeCun et al. 1998, figure 3), ink +1, the rest -1. The picture is a means to have codes whose
 * likeness is the likeness of the characters, and whose units stay in the range where the squashing
 * is not saturated. That ink is +1 and not -1 is a guess; the paper does not say.
 */
public final class RbfCodes {
  /** Columns of a picture. */
  public static final int COLUMNS = 7;

  /** Rows of a picture. */
  public static final int ROWS = 12;

  /** Values of a code, row by row. */
  public static final int LENGTH = ROWS * COLUMNS;

  private static final int FIRST = 32;
  private static final int LAST = 127;

  private final List<String> characters;
  private final float[] values;

  private RbfCodes(List<String> characters) {
    this.characters = List.copyOf(characters);
    values = new float[characters.size() * LENGTH];
    for (int i = 0; i < characters.size(); i++) {
      byte[] rows = Pictures.ROWS_OF[characters.get(i).charAt(0) - FIRST];
      for (int j = 0; j < LENGTH; j++) {
        boolean ink = (rows[j / COLUMNS] >> (COLUMNS - 1 - j % COLUMNS) & 1) == 1;
        values[i * LENGTH + j] = ink ? 1 : -1;
      }
    }
  }

  /**
   * The codes of classes that are called by their character.
   *
   * @throws IllegalArgumentException if there are no classes, or a name is not one character of
   *     code point 32 to 127
   */
  public static RbfCodes of(List<String> classNames) {
    if (classNames.isEmpty()) {
      throw new IllegalArgumentException("class names: got none, expected at least one");
    }
    for (String name : classNames) {
      if (name.length() != 1 || name.charAt(0) < FIRST || name.charAt(0) > LAST) {
        throw new IllegalArgumentException(
            "class names: got \"%s\", expected one printable ASCII character, of which there is a picture to make a code of"
                .formatted(name));
      }
    }
    return new RbfCodes(classNames);
  }

  /** Number of codes. */
  public int classes() {
    return characters.size();
  }

  /** {@code [class][84]}, each +1 or -1. Not to be modified. */
  public float[] values() {
    return values;
  }

  /** One value of a code, +1 or -1. */
  public int value(int classNumber, int row, int column) {
    return (int) values[(classNumber * ROWS + row) * COLUMNS + column];
  }

  /** Number of values in which two codes differ: a quarter of their squared distance. */
  public int difference(int oneClass, int otherClass) {
    int count = 0;
    for (int j = 0; j < LENGTH; j++) {
      count += values[oneClass * LENGTH + j] == values[otherClass * LENGTH + j] ? 0 : 1;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RbfCodes codes && characters.equals(codes.characters);
  }

  @Override
  public int hashCode() {
    return characters.hashCode();
  }

  /** The characters, one for each class. */
  public List<String> characters() {
    return characters;
  }

  /** The characters, quoted. */
  @Override
  public String toString() {
    return "\"" + String.join("", characters) + "\"";
  }

  /** Read when the first codes are made. */
  private static final class Pictures {
    /** {@code [character - 32][row]}: 7 bits, the most significant one left. */
    static final byte[][] ROWS_OF = read();

    /** Twelve numbers of two digits, and the spaces between. */
    private static final int HEX = 3 * ROWS - 1;

    /** Lines of a code point, the character in quotes, and the rows in hex. */
    private static byte[][] read() {
      byte[][] pictures = new byte[LAST - FIRST + 1][ROWS];
      try (InputStream in = RbfCodes.class.getResourceAsStream("rbf-ascii96.txt");
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
        for (byte[] picture : pictures) {
          String line = lines.readLine();
          String[] rows = line.substring(line.length() - HEX).split(" ");
          for (int row = 0; row < ROWS; row++) {
            picture[row] = Byte.parseByte(rows[row], 16);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return pictures;
    }
  }
}
