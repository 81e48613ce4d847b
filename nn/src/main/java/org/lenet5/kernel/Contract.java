package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;

/**
 * What every implementation of {@link Kernels} asserts of the arguments of each kernel: that arrays
 * hold what the size says from their place on, and that no value is written which is read too. Each
 * method has the name and the arguments of its kernel, returns true, or throws an {@link
 * AssertionError} that says which array is wrong; kernels call it by {@code assert}, so that it
 * costs nothing where assertions are off.
 */
public final class Contract {
  private Contract() {}

  // LaneKernels

  public static boolean convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    return apart(
        part("y", y, yAt, s.outputLength()),
        part("weights", p, wAt, s.weights()),
        part("biases", p, bAt, s.outMaps),
        part("x", x, xAt, s.inputLength()));
  }

  public static boolean convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    return readsMaps(s)
        && apart(
            part("dx", dx, dxAt, s.inputLength()),
            part("weights", p, wAt, s.weights()),
            part("dy", dy, dyAt, s.outputLength()));
  }

  public static boolean partialConvolution(
      PartialConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    return apart(
        part("y", y, yAt, s.full.outputLength()),
        part("weights", p, wAt, s.weights()),
        part("biases", p, bAt, s.full.outMaps),
        part("x", x, xAt, s.full.inputLength()));
  }

  public static boolean partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    return readsMaps(s.full)
        && apart(
            part("dx", dx, dxAt, s.full.inputLength()),
            part("weights", p, wAt, s.weights()),
            part("dy", dy, dyAt, s.full.outputLength()));
  }

  public static boolean winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt) {
    return apart(part("v", v, vAt, s.inputLength()), part("x", x, xAt, s.full.inputLength()));
  }

  public static boolean winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt) {
    return apart(part("y", y, yAt, s.full.outputLength()), part("m", m, mAt, s.outputLength()));
  }

  public static boolean winogradOutputGradient(
      WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt) {
    return apart(
        part("dm", dm, dmAt, s.outputLength()), part("dy", dy, dyAt, s.full.outputLength()));
  }

  public static boolean winogradInputGradient(
      WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt) {
    return apart(part("dx", dx, dxAt, s.full.inputLength()), part("dv", dv, dvAt, s.inputLength()));
  }

  public static boolean dense(
      DenseSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    return apart(
        part("y", y, yAt, s.outputLength()),
        part("weights", p, wAt, s.weights()),
        part("biases", p, bAt, s.out()),
        part("x", x, xAt, s.inputLength()));
  }

  public static boolean denseDataGradient(
      DenseSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    return apart(
        part("dx", dx, dxAt, s.inputLength()),
        part("weights", p, wAt, s.weights()),
        part("dy", dy, dyAt, s.outputLength()));
  }

  public static boolean averagePool(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    return apart(part("y", y, yAt, s.outputLength()), part("x", x, xAt, s.inputLength()));
  }

  public static boolean averagePoolGradient(
      PoolSize s, float[] dy, int dyAt, float[] dx, int dxAt) {
    return apart(part("dx", dx, dxAt, s.inputLength()), part("dy", dy, dyAt, s.outputLength()));
  }

  public static boolean tanhAveragePool(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    return averagePool(s, x, xAt, y, yAt);
  }

  public static boolean tanhAveragePoolGradient(
      PoolSize s, float[] dy, int dyAt, float[] x, int xAt) {
    return averagePoolGradient(s, dy, dyAt, x, xAt);
  }

  public static boolean subsampling(
      PoolSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    return apart(
        part("y", y, yAt, s.outputLength()),
        part("coefficients", p, wAt, s.maps()),
        part("biases", p, bAt, s.maps()),
        part("x", x, xAt, s.inputLength()));
  }

  public static boolean subsamplingDataGradient(
      PoolSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    return apart(
        part("dx", dx, dxAt, s.inputLength()),
        part("coefficients", p, wAt, s.maps()),
        part("dy", dy, dyAt, s.outputLength()));
  }

  /** Of {@code tanh} and {@code scaledTanh}. */
  public static boolean squashing(float[] x, int xAt, int n) {
    return wholeVectors(n) && apart(part("x", x, xAt, n));
  }

  /** Of {@code tanhGradient} and {@code scaledTanhGradient}, where y may be dy itself. */
  public static boolean squashingGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    Part values = part("y", y, yAt, n);
    Part gradient = part("dy", dy, dyAt, n);
    return wholeVectors(n) && (y == dy && yAt == dyAt || apart(gradient, values));
  }

  public static boolean squaredDistances(
      DenseSize s, float[] w, float[] x, int xAt, float[] y, int yAt) {
    return apart(
        part("y", y, yAt, s.outputLength()),
        part("w", w, 0, s.weights()),
        part("x", x, xAt, s.inputLength()));
  }

  public static boolean squaredDistancesGradient(
      DenseSize s, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    return apart(
        part("dx", dx, dxAt, s.inputLength()),
        part("w", w, 0, s.weights()),
        part("x", x, xAt, s.inputLength()),
        part("dy", dy, dyAt, s.outputLength()));
  }

  // SampleKernels

  public static boolean convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    return readsMaps(s)
        && apart(
            part("gradients of weights", dp, wAt, s.weights()),
            part("x", x, xAt, s.inputLength()),
            part("dy", dy, dyAt, s.outputLength()));
  }

  public static boolean convolutionBiasGradient(
      ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt) {
    return apart(
        part("gradients of biases", dp, bAt, s.outMaps), part("dy", dy, dyAt, s.outputLength()));
  }

  public static boolean partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    return readsMaps(s.full)
        && apart(
            part("gradients of weights", dp, wAt, s.weights()),
            part("x", x, xAt, s.full.inputLength()),
            part("dy", dy, dyAt, s.full.outputLength()));
  }

  public static boolean denseWeightGradient(
      DenseSize s,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] scratch,
      int scratchAt) {
    Part weights = part("gradients of weights", dp, wAt, s.weights());
    Part biases = part("gradients of biases", dp, bAt, s.out());
    Part input = part("x", x, xAt, s.inputLength());
    Part gradient = part("dy", dy, dyAt, s.outputLength());
    return apart(weights, biases, input, gradient)
        && apart(biases, input, gradient)
        && apart(
            part("scratch", scratch, scratchAt, s.inputLength()), weights, biases, input, gradient);
  }

  public static boolean subsamplingWeightGradient(
      PoolSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt, int bAt) {
    Part coefficients = part("gradients of coefficients", dp, wAt, s.maps());
    Part biases = part("gradients of biases", dp, bAt, s.maps());
    Part input = part("x", x, xAt, s.inputLength());
    Part gradient = part("dy", dy, dyAt, s.outputLength());
    return apart(coefficients, biases, input, gradient) && apart(biases, input, gradient);
  }

  // ColumnKernels

  public static boolean subsampling(
      RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    return apart(
        part("y", y, 0, s.outputLength()),
        part("coefficients", p, wAt, s.pool().maps()),
        part("biases", p, bAt, s.pool().maps()),
        part("x", x, 0, s.inputLength()));
  }

  public static boolean convolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    return apart(
        part("gradients of weights", dp, wAt, s.forward.weights()),
        part("x", x, xAt, s.inputLength()),
        part("dy", dy, dyAt, s.outputLength()));
  }

  public static boolean denseDataGradient(DenseSize s, float[] p, int wAt, float[] dy, float[] dx) {
    return apart(
        part("dx", dx, 0, s.in()),
        part("weights", p, wAt, s.weights()),
        part("dy", dy, 0, s.out()));
  }

  public static boolean denseWeightGradient(
      DenseSize s, float[] x, float[] dy, float[] dp, int wAt) {
    return apart(
        part("gradients of weights", dp, wAt, s.weights()),
        part("x", x, 0, s.in()),
        part("dy", dy, 0, s.out()));
  }

  // MapKernels and FrozenConvolution

  public static boolean freeze(MapConvolution s, float[] p, int wAt, int bAt) {
    part("weights", p, wAt, s.weights());
    part("biases", p, bAt, s.outMaps());
    return true;
  }

  public static boolean forward(MapConvolution s, float[] x, int xAt, float[] y, int yAt) {
    return apart(part("y", y, yAt, s.outputLength()), part("x", x, xAt, s.inputLength()));
  }

  /** So many values of an array. */
  private record Part(String name, float[] array, int at, int length) {}

  private static Part part(String name, float[] array, int at, int length) {
    if (at < 0 || length < 0 || array.length - at < length) {
      throw new AssertionError(
          "%s: got an array of %d values, expected %d from %d on"
              .formatted(name, array.length, length, at));
    }
    return new Part(name, array, at, length);
  }

  /** What is written lies apart from all others. */
  private static boolean apart(Part written, Part... others) {
    for (Part other : others) {
      if (other.array == written.array
          && other.at < written.at + written.length
          && written.at < other.at + other.length) {
        throw new AssertionError(
            "%s: got %d values from %d on, expected them apart from %s, %d values from %d on"
                .formatted(
                    written.name, written.length, written.at, other.name, other.length, other.at));
      }
    }
    return true;
  }

  private static boolean readsMaps(ConvolutionSize s) {
    if (!s.readsMaps()) {
      throw new AssertionError("size: got tables for a forward pass alone, expected maps: " + s);
    }
    return true;
  }

  private static boolean wholeVectors(int n) {
    if (n % LANES != 0) {
      throw new AssertionError("n: got %d, expected a multiple of %d".formatted(n, LANES));
    }
    return true;
  }
}
