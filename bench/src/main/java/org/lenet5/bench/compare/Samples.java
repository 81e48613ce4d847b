package org.lenet5.bench.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.network.LeNet5;

/**
 * What all peers work on: images, in the order in which they are visited, and starting weights.
 *
 * @param data images of 32x32
 */
public record Samples(Dataset data) {
  private static final long SEED = 42;

  /** The first images of MNIST's training set, resized as the review does. */
  public static Samples mnist(int count) throws IOException {
    return new Samples(Preprocessing.review().apply(Mnist.train().slice(0, count)));
  }

  /** The first of these. */
  public Samples first(int count) {
    return new Samples(data.slice(0, count));
  }

  /** Number of images. */
  public int size() {
    return data.size();
  }

  /**
   * Number of batches.
   *
   * @throws IllegalArgumentException if the last would not be whole
   */
  public int batches(int batchSize) {
    if (size() % batchSize != 0) {
      throw new IllegalArgumentException(
          "samples: got %d, expected whole batches of %d".formatted(size(), batchSize));
    }
    return size() / batchSize;
  }

  /** One batch as floats, {@code [batchSize][32][32]}, 0 to 1. */
  public float[] images(int batch, int batchSize) {
    float[] values = Preprocessing.review().values();
    float[] images = new float[batchSize * data.rows() * data.columns()];
    for (int i = 0; i < images.length; i++) {
      images[i] = values[data.pixels()[batch * images.length + i] & 0xff];
    }
    return images;
  }

  /** Weights and biases of all layers, as {@code LeNet5.modern(10)} lays them out. */
  public static float[] startingWeights() {
    return LeNet5.modern(10).initialParameters(SEED);
  }

  /**
   * Writes {@code images.f32}, {@code labels.u8} and {@code weights.f32} for peers that are not
   * Java: numbers alone, little-endian.
   */
  void write(Path folder) throws IOException {
    Files.write(folder.resolve("images.f32"), bytes(images(0, size())));
    Files.write(folder.resolve("labels.u8"), data.labels());
    Files.write(folder.resolve("weights.f32"), bytes(startingWeights()));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
