package org.lenet5.train;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.nn.Randomness;

/**
 * A training set cut in two: samples to train on, and samples kept back to choose by. The samples
 * kept back are drawn at random but are the same in every run, so that runs can be compared.
 *
 * @param train what remains to train on, in the old order
 * @param valid the samples kept back, in the old order
 */
public record Holdout(Dataset train, Dataset valid) {

  /**
   * Keeps back {@code count} samples.
   *
   * @throws IllegalArgumentException if count is not within 1 to the number of samples minus 1
   */
  public static Holdout of(Dataset data, int count) {
    if (count < 1 || count >= data.size()) {
      throw new IllegalArgumentException(
          "hold-out: got %,d samples, expected 1 to %,d, one less than the training set has"
              .formatted(count, data.size() - 1));
    }
    int[] order = Randomness.permutation(0, Randomness.HOLDOUT, data.size());
    return new Holdout(
        pick(data, data.name() + " without hold-out", order, count, data.size()),
        pick(data, data.name() + " hold-out", order, 0, count));
  }

  private static Dataset pick(Dataset data, String name, int[] order, int from, int to) {
    int[] samples = Arrays.copyOfRange(order, from, to);
    Arrays.sort(samples);
    int size = data.rows() * data.columns();
    byte[] pixels = new byte[samples.length * size];
    byte[] labels = new byte[samples.length];
    IntStream.range(0, samples.length)
        .forEach(
            i -> {
              System.arraycopy(data.pixels(), samples[i] * size, pixels, i * size, size);
              labels[i] = data.labels()[samples[i]];
            });
    return new Dataset(name, data.rows(), data.columns(), pixels, labels, data.classNames());
  }
}
