package org.lenet5.paper.baseline;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;

/** Data sets for the tests. */
final class Samples {
  private Samples() {}

  /** Images of one row. */
  static Dataset rows(int classes, int[] labels, int[][] pixels) {
    int columns = pixels[0].length;
    byte[] bytes = new byte[labels.length * columns];
    byte[] classOf = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      classOf[i] = (byte) labels[i];
      for (int p = 0; p < columns; p++) {
        bytes[i * columns + p] = (byte) pixels[i][p];
      }
    }
    return new Dataset("rows", 1, columns, bytes, classOf, names(classes));
  }

  /** Pixels from {@code darkest} to 255, about half of them replaced by 0 if {@code sparse}. */
  static Dataset noise(long seed, int n, int rows, int columns, int darkest, boolean sparse) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[n * rows * columns];
    byte[] labels = new byte[n];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (sparse && random.nextBoolean() ? 0 : random.nextInt(darkest, 256));
    }
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(3);
    }
    return new Dataset("noise", rows, columns, pixels, labels, names(3));
  }

  /** The first training digits, each 2x2 pixels averaged into one: 14x14. */
  static Dataset train(int n) throws IOException {
    return halved(Mnist.train().slice(0, n));
  }

  /** The first test digits, likewise. */
  static Dataset test(int n) throws IOException {
    return halved(Mnist.test().slice(0, n));
  }

  private static Dataset halved(Dataset data) {
    byte[] pixels = new byte[data.size() * 14 * 14];
    for (int i = 0; i < pixels.length; i++) {
      int at = i / 14 * 2 * 28 + i % 14 * 2; // of the upper left of four pixels
      int sum = 0;
      for (int p : new int[] {at, at + 1, at + 28, at + 29}) {
        sum += data.pixels()[p] & 0xff;
      }
      pixels[i] = (byte) (sum / 4);
    }
    return new Dataset(data.name(), 14, 14, pixels, data.labels(), data.classNames());
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
