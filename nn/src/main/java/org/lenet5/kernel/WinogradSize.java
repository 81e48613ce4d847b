package org.lenet5.kernel;

import static org.lenet5.kernel.Winograd.POINTS;
import static org.lenet5.kernel.Winograd.TAPS;
import static org.lenet5.kernel.Winograd.TILE;

/**
 * The sizes of a convolution whose rows are computed by {@link Winograd}, and its weights. What is
 * left at each point is a convolution along the columns: {@link #point}, whose rows are the tiles
 * of five outputs of a row, and whose columns are the rows.
 *
 * <p>Arrays it speaks of:
 *
 * <ul>
 *   <li>values of the input {@code v [point][inMaps][tiles][inRows][16]} and of the output {@code m
 *       [point][outMaps][tiles][outRows][16]}, {@link #inputStride} and {@link #outputStride} from
 *       one point to the next: a cache line more than there are values, as else all points of m
 *       would meet in one set of the first cache;
 *   <li>weights {@code u [point][outMaps][inMaps][kernelRows]}, each point's followed by its biases
 *       {@code [outMaps]}, {@link #weightStride} from one point to the next.
 * </ul>
 */
public final class WinogradSize {
  /** The point at which biases enter: 1, whose powers are all 1. */
  public static final int BIASES = 4;

  /** The convolution itself. */
  public final ConvolutionSize full;

  /** What it is at each point. */
  public final ConvolutionSize point;

  /** Tiles of a row. */
  public final int tiles;

  public final int inputStride;
  public final int outputStride;
  public final int weightStride;

  /** Where the biases of each point lie behind its weights. */
  public final int biasAt;

  /**
   * @throws IllegalArgumentException unless it {@link #fits}
   */
  public WinogradSize(ConvolutionSize full) {
    if (!fits(full)) {
      throw new IllegalArgumentException(
          "minimal filtering: got %s, expected rows of a multiple of %d outputs and kernels of %d columns"
              .formatted(full, TILE, TAPS));
    }
    this.full = full;
    tiles = full.outColumns / TILE;
    point = new ConvolutionSize(full.inMaps, tiles, full.inRows, full.outMaps, 1, full.kernelRows);
    inputStride = point.inputLength() + Lanes.LANES;
    outputStride = point.outputLength() + Lanes.LANES;
    biasAt = full.outMaps * point.taps;
    weightStride = biasAt + full.outMaps;
  }

  /** Values of {@code v} up to the last at the last point. */
  public int inputLength() {
    return (POINTS - 1) * inputStride + point.inputLength();
  }

  /** Values of {@code m} up to the last at the last point. */
  public int outputLength() {
    return (POINTS - 1) * outputStride + point.outputLength();
  }

  /** Whether rows of the output are tiles without rest, and kernels have as many columns. */
  static boolean fits(ConvolutionSize s) {
    return s.kernelColumns == TAPS && s.outColumns % TILE == 0;
  }

  /**
   * Weights at the points; biases at one of them, elsewhere zero.
   *
   * @param p weights {@code [outMaps][inMaps][kernelRows][5]} from {@code wAt}, biases from {@code
   *     bAt}. Not modified.
   * @param u {@code [POINTS][weightStride]} from {@code uAt}. Overwritten.
   */
  public void weights(float[] p, int wAt, int bAt, float[] u, int uAt) {
    for (int row = 0; row < biasAt; row++) {
      Winograd.weights(p, wAt + row * TAPS, u, uAt + row, weightStride);
    }
    for (int i = 0; i < POINTS; i++) {
      for (int o = 0; o < full.outMaps; o++) {
        u[uAt + i * weightStride + biasAt + o] = i == BIASES ? p[bAt + o] : 0;
      }
    }
  }

  /**
   * From the gradients of the weights at the points to those of the weights.
   *
   * @param du {@code [POINTS][weightStride]} from {@code duAt}. Not modified.
   * @param dp gradients of weights from {@code wAt} and biases from {@code bAt}. Added to.
   */
  public void weightGradient(float[] du, int duAt, float[] dp, int wAt, int bAt) {
    for (int row = 0; row < biasAt; row++) {
      Winograd.weightGradient(du, duAt + row, weightStride, dp, wAt + row * TAPS);
    }
    for (int o = 0; o < full.outMaps; o++) {
      dp[bAt + o] += du[duAt + BIASES * weightStride + biasAt + o];
    }
  }

  @Override
  public String toString() {
    return "%s, %d tiles a row".formatted(full, tiles);
  }
}
