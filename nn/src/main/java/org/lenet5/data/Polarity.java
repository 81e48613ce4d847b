package org.lenet5.data;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether a data set is stored with light ink on a dark ground, as MNIST is, or the reverse. */
public enum Polarity {
  /** 0 is background and 255 ink, as in a {@link Dataset}. */
  LIGHT_INK,

  /** 255 is background and 0 ink, as on paper. */
  DARK_INK;

  /** Share of light borders that leaves no doubt: of MNIST's images inverted, all have them. */
  private static final double NEARLY_ALL = 0.9;

  /** Where most borders are dark, as MNIST's are, the rest are images that fill their frames. */
  private static final double MOST = 0.5;

  /** The name used by options: {@code light-ink}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What the borders of a set's images tell, which ink seldom reaches. Nothing if they are neither
   * nearly all light nor mostly dark.
   *
   * @param data as it is stored
   */
  public static Optional<Polarity> of(Dataset data) {
    long told = images(data).filter(i -> darkest(data, i) < lightest(data, i)).count();
    long light = images(data).filter(i -> hasLightBorder(data, i)).count();
    if (light > 0 && light >= NEARLY_ALL * told) {
      return Optional.of(DARK_INK);
    }
    return light <= MOST * told ? Optional.of(LIGHT_INK) : Optional.empty();
  }

  private static IntStream images(Dataset data) {
    return IntStream.range(0, data.size()).parallel();
  }

  /** Whether the median of the outermost pixels is above the middle of all; not of a blank one. */
  private static boolean hasLightBorder(Dataset data, int image) {
    int rows = data.rows();
    int columns = data.columns();
    int at = image * rows * columns;
    int middle = darkest(data, image) + lightest(data, image);
    int above = 0;
    int border = 0;
    for (int row = 0; row < rows; row++) {
      int step = row == 0 || row == rows - 1 ? 1 : Math.max(1, columns - 1);
      for (int column = 0; column < columns; column += step) {
        border++;
        above += 2 * (data.pixels()[at + row * columns + column] & 0xff) > middle ? 1 : 0;
      }
    }
    return 2 * above > border;
  }

  private static int darkest(Dataset data, int image) {
    return pixels(data, image).min().orElseThrow();
  }

  private static int lightest(Dataset data, int image) {
    return pixels(data, image).max().orElseThrow();
  }

  private static IntStream pixels(Dataset data, int image) {
    int size = data.rows() * data.columns();
    return IntStream.range(image * size, (image + 1) * size).map(i -> data.pixels()[i] & 0xff);
  }
}
