package org.lenet5.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lenet5.base.Randomness;

/**
 * A training set cut in two: samples to train on, and samples kept back to choose by. The samples
 * kept back are drawn at random but are the same in every run, so that runs can be compared.
 *
 * @param train what remains to train on, in the old order
 * @param valid the samples kept back, in the old order
 */
public record Holdout(Dataset train, Dataset valid) {

  /**
   * Which samples to keep back. The random order is cut into parts of {@code size} samples, and
   * this is the {@code number}th; after the last whole part comes the first again. Networks that
   * keep back different parts learn from all samples together.
   *
   * @param size samples to keep back, at least 1
   * @param number from 1
   */
  public record Part(int size, int number) {
    /**
     * @throws IllegalArgumentException if one is below 1
     */
    public Part {
      if (size < 1 || number < 1) {
        throw new IllegalArgumentException(
            "hold-out: got part %d of %d samples, expected both at least 1"
                .formatted(number, size));
      }
    }

    /** So many parts further. */
    public Part plus(int parts) {
      return new Part(size, number + parts);
    }
  }

  /**
   * Keeps back the first {@code count} samples of the random order.
   *
   * @throws IllegalArgumentException if count is not within 1 to the number of samples minus 1
   */
  public static Holdout of(Dataset data, int count) {
    return of(data, new Part(count, 1));
  }

  /**
   * Keeps back a part.
   *
   * @throws IllegalArgumentException if its size is not within 1 to the number of samples minus 1
   */
  public static Holdout of(Dataset data, Part part) {
    int count = part.size();
    if (count >= data.size()) {
      throw new IllegalArgumentException(
          "hold-out: got %,d samples, expected 1 to %,d, one less than the training set has"
              .formatted(count, data.size() - 1));
    }
    int[] order = Randomness.permutation(0, Randomness.HOLDOUT, data.size());
    int from = (part.number() - 1) % (data.size() / count) * count;
    int[] kept = Arrays.copyOfRange(order, from, from + count);
    System.arraycopy(order, 0, order, count, from);
    int[] rest = Arrays.copyOfRange(order, count, order.length);
    return new Holdout(
        pick(data, data.name() + " without hold-out", rest),
        pick(data, data.name() + " hold-out", kept));
  }

  private static Dataset pick(Dataset data, String name, int[] samples) {
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
