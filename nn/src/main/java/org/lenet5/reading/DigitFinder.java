package org.lenet5.reading;

import org.lenet5.data.Image;

/**
 * Makes an image like MNIST's of one digit in a picture of any size, dark on light or light on
 * dark: ink alone, 255 on 0, its box scaled to 20 pixels on the longer side and placed on 28x28 so
 * that its centre of mass is at pixel (14, 14), counted from 0 (LeCun et al. 1998, III.A; that it
 * is this pixel was measured: 9,999 of the 10,000 MNIST test images need no shift).
 *
 * <p>{@link Noise} calms the picture, {@link Search} finds the digit's ink, {@link Fitting} brings
 * it to that form.
 */
public final class DigitFinder {

  /** Longer sides are scaled down first: bounds time and memory, and averages noise away. */
  private static final int LONGEST = 1024;

  private DigitFinder() {}

  /**
   * Finds the digit.
   *
   * @param picture any size, either polarity; not modified
   * @return 28x28, 0 background to 255 ink
   * @throws NoInkException if there is nothing in the picture but noise, shade and specks
   * @throws SeveralDigitsException if there are several digits side by side
   */
  public static Image find(Picture picture) {
    Noise calm = Noise.calmed(picture.atMost(LONGEST));
    Candidate digit = Search.in(calm.picture(), calm.most());
    int digits = digit.strokes().digits();
    if (digits > 1) {
      throw new SeveralDigitsException(digits);
    }
    return Fitting.of(digit);
  }

  /**
   * Takes a picture for an image as it is: light ink on dark, cropped and centred already, as
   * MNIST's are.
   */
  public static Image asIs(Picture picture) {
    return new Image(picture.rows(), picture.columns(), picture.pixels());
  }
}
