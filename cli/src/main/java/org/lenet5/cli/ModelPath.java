package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lenet5.io.ModelFile;
import org.lenet5.nn.Model;

/** A model as the command line names it: a safetensors file, or the folder of a run. */
final class ModelPath {
  private ModelPath() {}

  static Path file(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Path file = new RunFolder(path).model();
    if (!Files.exists(file)) {
      throw new IOException(
          "%s: got a folder without model.safetensors, expected that of a finished run%s"
              .formatted(
                  path,
                  Files.exists(new RunFolder(path).checkpoint())
                      ? "; finish it: lenet5 train --resume --out " + new RunFolder(path).quoted()
                      : ""));
    }
    return file;
  }

  static Model read(Path path) throws IOException {
    return ModelFile.read(file(path));
  }
}
