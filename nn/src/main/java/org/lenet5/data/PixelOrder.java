package org.lenet5.data;

import org.lenet5.base.Randomness;

/**
 * Puts the pixels of all images in one and the same random order. Nothing is lost but which pixels
 * are neighbours: the topology of the input, which LeCun et al. 1998, section II say that fully
 * connected networks ignore.
 */
public final class PixelOrder {
  private PixelOrder() {}

  /**
   * A data set of the same images, pixel for pixel in another order.
   *
   * @param seed decides the order
   */
  public static Dataset shuffle(Dataset data, long seed) {
    int size = data.rows() * data.columns();
    int[] order = Randomness.permutation(seed, Randomness.PIXELS, size);
    return data.mapped(
        data.name() + " permuted",
        (from, at, to) -> {
          for (int i = 0; i < size; i++) {
            to[at + i] = from[at + order[i]];
          }
        });
  }
}
