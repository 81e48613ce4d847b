package org.lenet5.data;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lenet5.pixel.BilinearResize;
import org.lenet5.pixel.Fitter;
import org.lenet5.pixel.Pad;

/**
 * How a network's input is made of a grey image: {@linkplain Deslant deslant} it if asked to, fit
 * it to {@code rows x columns}, then map a byte p to {@code background + (ink - background) p /
 * 255}. Part of a model, so that it is never fed pixels it was not trained on.
 *
 * @param fit how images of another size are fitted
 * @param rows rows of the network's input
 * @param columns columns of the network's input
 * @param background the value of a byte of 0
 * @param ink the value of a byte of 255
 * @param deslant whether images are made upright first
 */
public record Preprocessing(
    Fit fit, int rows, int columns, double background, double ink, boolean deslant) {

  /** How an image is brought to the input's size. */
  public enum Fit {
    /** Bilinear resize on bytes, as Pillow and torchvision's {@code Resize} do. */
    BILINEAR,
    /** Zeros all around, the image in the middle. */
    PAD
  }

  /**
   * @throws IllegalArgumentException if a size is below 1 or a value is not finite
   */
  public Preprocessing {
    Objects.requireNonNull(fit, "fit");
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "preprocessing: got %dx%d, expected sizes of at least 1".formatted(rows, columns));
    }
    if (!Double.isFinite(background) || !Double.isFinite(ink)) {
      throw new IllegalArgumentException(
          "preprocessing: got values %s to %s, expected finite ones".formatted(background, ink));
    }
  }

  /** Without deslanting. */
  public Preprocessing(Fit fit, int rows, int columns, double background, double ink) {
    this(fit, rows, columns, background, ink, false);
  }

  /** The review's: bilinear to 32x32, values 0 to 1. */
  public static Preprocessing review() {
    return new Preprocessing(Fit.BILINEAR, 32, 32, 0, 1);
  }

  /**
   * The paper's: zeros around the image to 32x32, background -0.1 and ink 1.175, so that inputs
   * have a mean near 0 and a variance near 1 (LeCun et al. 1998, section II.B).
   */
  public static Preprocessing paper() {
    return new Preprocessing(Fit.PAD, 32, 32, -0.1, 1.175);
  }

  /** The same with another fit. */
  public Preprocessing with(Fit other) {
    return new Preprocessing(other, rows, columns, background, ink, deslant);
  }

  /** The same for a square input of another size. */
  public Preprocessing with(int size) {
    return new Preprocessing(fit, size, size, background, ink, deslant);
  }

  /** The same with deslanting or without. */
  public Preprocessing withDeslant(boolean other) {
    return new Preprocessing(fit, rows, columns, background, ink, other);
  }

  /** The float of each byte: {@code values [256]}, correctly rounded. */
  public float[] values() {
    float[] values = new float[256];
    for (int p = 0; p < 256; p++) {
      values[p] = (float) (background + (ink - background) * p / 255);
    }
    return values;
  }

  /**
   * Makes every image of a data set what the network sees, bytes still. Returns the data set itself
   * if it has the input's size already and is not to be deslanted.
   *
   * @throws IllegalArgumentException if the fit is PAD and the images are larger than the input
   */
  public Dataset apply(Dataset data) {
    return fit(upright(data));
  }

  /** The first step: images of their own size, deslanted if they are to be. */
  public Dataset upright(Dataset data) {
    return deslant ? Deslant.apply(data) : data;
  }

  /**
   * The second step, of images that are upright if they are to be.
   *
   * @throws IllegalArgumentException if the fit is PAD and the images are larger than the input
   */
  public Dataset fit(Dataset data) {
    if (data.rows() == rows && data.columns() == columns) {
      return data;
    }
    int from = data.rows() * data.columns();
    int to = rows * columns;
    byte[] pixels = new byte[Math.multiplyExact(to, data.size())];
    Fitter fitter = fitter(data.rows(), data.columns());
    IntStream.range(0, data.size())
        .parallel()
        .forEach(i -> fitter.fit(data.pixels(), i * from, pixels, i * to));
    return new Dataset(data.name(), rows, columns, pixels, data.labels(), data.classNames());
  }

  /**
   * Makes one image what the network sees, bytes still. A {@link Preprocessor} does many.
   *
   * @throws IllegalArgumentException if the fit is PAD and the image is larger than the input
   */
  public Image apply(Image image) {
    return of(image.rows(), image.columns()).apply(image);
  }

  /**
   * What makes an image of one size what the network sees, bytes still; {@link Preprocessor} keeps
   * it. Safe to share between threads.
   *
   * @throws IllegalArgumentException if the fit is PAD and the size is larger than the input
   */
  UnaryOperator<Image> of(int fromRows, int fromColumns) {
    Fitter fitter = fitter(fromRows, fromColumns);
    return image -> {
      Image upright = deslant ? Deslant.apply(image) : image;
      byte[] pixels = new byte[rows * columns];
      fitter.fit(upright.pixels(), 0, pixels, 0);
      return new Image(rows, columns, pixels);
    };
  }

  private Fitter fitter(int fromRows, int fromColumns) {
    return switch (fit) {
      case BILINEAR -> new BilinearResize(fromRows, fromColumns, rows, columns);
      case PAD -> new Pad(fromRows, fromColumns, rows, columns);
    };
  }
}
