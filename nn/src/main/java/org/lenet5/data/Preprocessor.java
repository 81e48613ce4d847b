package org.lenet5.data;

import java.util.function.UnaryOperator;

/**
 * A {@link Preprocessing} at work on image after image: what it takes to fit images of one size is
 * kept for the next one of that size. Safe to share between threads.
 */
public final class Preprocessor {
  private final Preprocessing preprocessing;
  private volatile Sized last = new Sized(0, 0, UnaryOperator.identity());

  /** What fits images of one size. */
  private record Sized(int rows, int columns, UnaryOperator<Image> fit) {}

  public Preprocessor(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /**
   * Makes one image what the network sees, bytes still.
   *
   * @throws IllegalArgumentException if the fit is PAD and the image is larger than the input
   */
  public Image apply(Image image) {
    Sized sized = last;
    if (sized.rows != image.rows() || sized.columns != image.columns()) {
      sized = sized(image.rows(), image.columns());
      last = sized;
    }
    return sized.fit.apply(image);
  }

  private Sized sized(int rows, int columns) {
    return new Sized(rows, columns, preprocessing.of(rows, columns));
  }
}
