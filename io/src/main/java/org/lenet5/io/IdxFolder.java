package org.lenet5.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lenet5.data.Dataset;

/** Folders of IDX files, as {@link org.lenet5.data.DataFolder} reads them. */
public final class IdxFolder {
  private IdxFolder() {}

  /**
   * Writes a training and a test set, each file {@linkplain AtomicFile whole or not at all}, the
   * test set's labels last. Class names are not kept.
   *
   * @throws IOException if the folder can't be made or written
   */
  public static void write(Path folder, Dataset train, Dataset test) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", train);
    write(folder, "t10k", test);
  }

  /** Whether {@link #write} has been here and got to its end. */
  public static boolean isWhole(Path folder) {
    return Files.exists(folder.resolve("t10k-labels-idx1-ubyte"));
  }

  private static void write(Path folder, String set, Dataset data) throws IOException {
    Path images = folder.resolve(set + "-images-idx3-ubyte");
    write(images, data.pixels(), data.size(), data.rows(), data.columns());
    write(folder.resolve(set + "-labels-idx1-ubyte"), data.labels(), data.size());
  }

  private static void write(Path file, byte[] elements, int... sizes) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(4 + Integer.BYTES * sizes.length);
    header.put(new byte[] {0, 0, 0x08, (byte) sizes.length});
    Arrays.stream(sizes).forEach(header::putInt);
    AtomicFile.write(
        file,
        out -> {
          out.write(header.array());
          out.write(elements);
        });
  }
}
