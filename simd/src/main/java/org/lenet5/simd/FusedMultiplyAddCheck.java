package org.lenet5.simd;

/** Placeholder until org.lenet5.nn.kernel.FusedMultiplyAdd lands. */
final class FusedMultiplyAddCheck {
  private FusedMultiplyAddCheck() {}

  static boolean isFast() {
    long best = Long.MAX_VALUE;
    float x = 1.1f;
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        x = Math.fma(x, 0.99f, 0.01f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best < 200 * 150 && x > 0;
  }
}
