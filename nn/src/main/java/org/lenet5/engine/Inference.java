package org.lenet5.engine;

import java.util.List;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;

/**
 * A network with weights that answers for samples. Any number of threads may share it; those that
 * want all of the engine's threads take turns. Room to work in is kept for as many callers as there
 * ever were at once.
 */
public interface Inference {

  /**
   * What becomes of one sample's outputs. Called by several threads at once; it must not ask the
   * same engine for more.
   */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads one sample's outputs.
     *
     * @param sample its number
     * @param y the outputs {@code [class]}, of no meaning after the call
     */
    void read(int sample, float[] y);
  }

  /**
   * The outputs of one sample, on the calling thread, with the least latency.
   *
   * @param x the network's input {@code [map][row][column]}. Not modified.
   * @param y {@code [class]}. Overwritten.
   * @throws IllegalArgumentException if an array has another length
   */
  void outputs(float[] x, float[] y);

  /**
   * The outputs of the samples {@code from} (inclusive) to {@code to} (exclusive), in no order.
   *
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   * @throws IndexOutOfBoundsException if the samples are not among them
   */
  void outputs(PreparedSet samples, int from, int to, Reader reader);

  /**
   * The outputs of images of any size, in no order; each is fitted as the preprocessing says.
   *
   * @throws IllegalArgumentException if the preprocessing makes images of another size than the
   *     network's input, or its fit is PAD and an image is larger
   */
  void outputs(List<Image> images, Preprocessing preprocessing, Reader reader);
}
