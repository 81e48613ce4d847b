package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;

/**
 * The sizes of a dense layer, or of distances to {@code out} points of {@code in} coordinates.
 *
 * @param in inputs
 * @param out outputs
 */
public record DenseSize(int in, int out) {

  /** At least one of each. */
  public DenseSize {
    assert in >= 1 && out >= 1 : in + " inputs, " + out + " outputs";
  }

  /** Weights {@code [out][in]}. */
  public int weights() {
    return out * in;
  }

  /** Values of {@code x [in][16]}. */
  public int inputLength() {
    return in * LANES;
  }

  /** Values of {@code y [out][16]}. */
  public int outputLength() {
    return out * LANES;
  }

  @Override
  public String toString() {
    return in + " -> " + out;
  }
}
