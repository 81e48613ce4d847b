package org.lenet5.train;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.PreparedSet;
import org.lenet5.network.Network;

/** Noise with a bright square in one of four quarters, which is the class. */
public final class ToyData {
  public static final int CLASSES = 4;

  /** Small, for the scalar kernels' sake, with a layer of each kind. */
  public static final Network SMALL =
      Network.input(1, 32, 32)
          .averagePool("S1", 4)
          .convolution("C2", 3, 3)
          .tanh()
          .averagePool("S3", 2)
          .dense("OUT", CLASSES);

  private static final int SIZE = 32;

  private ToyData() {}

  public static PreparedSet blocks(int samples, long seed) {
    return new PreparedSet(Preprocessing.review(), dataset(samples, seed));
  }

  public static Dataset dataset(int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[samples * SIZE * SIZE];
    byte[] labels = new byte[samples];
    for (int i = 0; i < samples; i++) {
      int label = random.nextInt(CLASSES);
      labels[i] = (byte) label;
      int top = random.nextInt(9) + (label / 2) * SIZE / 2;
      int left = random.nextInt(9) + (label % 2) * SIZE / 2;
      for (int r = 0; r < SIZE; r++) {
        for (int c = 0; c < SIZE; c++) {
          boolean lit = r >= top && r < top + 7 && c >= left && c < left + 7;
          pixels[(i * SIZE + r) * SIZE + c] =
              (byte) (lit ? random.nextInt(150, 256) : random.nextInt(60));
        }
      }
    }
    return new Dataset("toy", SIZE, SIZE, pixels, labels, names(CLASSES));
  }

  public static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
