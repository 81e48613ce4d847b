package org.lenet5.bench.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Through what an input is read. */
sealed interface Door {

  /** Whether an input must lie in a folder first. */
  boolean needsFiles(Input input);

  /**
   * Reads an input.
   *
   * @param folder holds it, if it must
   */
  void read(Input input, Path folder) throws IOException;

  /** Reads a file, or a folder. */
  @FunctionalInterface
  interface OfPath {
    Object read(Path path) throws IOException;
  }

  /** Reads the bytes of a file. */
  @FunctionalInterface
  interface OfBytes {
    Object read(String name, byte[] bytes) throws IOException;
  }

  /** Reads a stream. */
  @FunctionalInterface
  interface OfStream {
    Object read(String name, InputStream in) throws IOException;
  }

  /** One file, read through one of three doors. Which one is the file's length's to say. */
  record OneFile(OfPath path, OfBytes bytes, OfStream stream) implements Door {

    @Override
    public boolean needsFiles(Input input) {
      return input.bytes().length % 3 == 0;
    }

    @Override
    public void read(Input input, Path folder) throws IOException {
      String name = input.files().firstKey();
      switch (input.bytes().length % 3) {
        case 0 -> path.read(folder.resolve(name));
        case 1 -> bytes.read(name, input.bytes());
        default -> stream.read(name, new ByteArrayInputStream(input.bytes()));
      }
    }
  }

  /** A folder. */
  record Folder(OfPath path) implements Door {

    @Override
    public boolean needsFiles(Input input) {
      return true;
    }

    @Override
    public void read(Input input, Path folder) throws IOException {
      path.read(folder);
    }
  }
}
