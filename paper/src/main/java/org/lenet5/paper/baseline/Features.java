package org.lenet5.paper.baseline;

import org.lenet5.data.Dataset;

/** What a function that is linear in its coefficients sees of an image. */
interface Features {
  /** Number of features, the last one the constant 1. */
  int size();

  /** Overwrites {@code x [size]} by one sample's features. */
  void read(Dataset data, int sample, double[] x);

  /** The pixels, 0 to 255, and 1. Their sums of products are integers, and so exact below 2^53. */
  static Features pixels(int pixels) {
    return new Features() {
      @Override
      public int size() {
        return pixels + 1;
      }

      @Override
      public void read(Dataset data, int sample, double[] x) {
        for (int p = 0; p < pixels; p++) {
          x[p] = data.pixels()[sample * pixels + p] & 0xff;
        }
        x[pixels] = 1;
      }
    };
  }
}
