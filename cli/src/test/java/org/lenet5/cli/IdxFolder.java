package org.lenet5.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;

/** Writes small data sets of MNIST's images as folders of IDX files. */
final class IdxFolder {
  private static Dataset train;
  private static Dataset test;

  private IdxFolder() {}

  static synchronized Dataset mnistTrain() {
    try {
      train = train == null ? Mnist.train() : train;
      return train;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static synchronized Dataset mnistTest() {
    try {
      test = test == null ? Mnist.test() : test;
      return test;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The first images of MNIST's two sets; either count may be 0. */
  static Path of(Path folder, int trainCount, int testCount) throws IOException {
    if (trainCount > 0) {
      write(folder, "train", mnistTrain().slice(0, trainCount));
    }
    if (testCount > 0) {
      write(folder, "t10k", mnistTest().slice(0, testCount));
    }
    return folder;
  }

  private static void write(Path folder, String name, Dataset data) throws IOException {
    Files.createDirectories(folder);
    int[] sizes = {data.size(), data.rows(), data.columns()};
    Files.write(folder.resolve(name + "-images-idx3-ubyte"), idx(data.pixels(), sizes));
    Files.write(folder.resolve(name + "-labels-idx1-ubyte"), idx(data.labels(), data.size()));
  }

  /** An IDX file of bytes. */
  static byte[] idx(byte[] elements, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + elements.length);
    file.put(new byte[] {0, 0, 8, (byte) sizes.length});
    Arrays.stream(sizes).forEach(file::putInt);
    return file.put(elements).array();
  }

  /** Writes a compressed file that holds a start and then many zeros. */
  static void gzip(Path file, byte[] start, long zeros) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(start);
      byte[] chunk = new byte[1 << 20];
      for (long left = zeros; left > 0; left -= chunk.length) {
        out.write(chunk, 0, (int) Math.min(left, chunk.length));
      }
    }
  }
}
