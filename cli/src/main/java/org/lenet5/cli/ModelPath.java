package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lenet5.io.ModelFile;
import org.lenet5.nn.Model;

/** A model as the command line names it: a safetensors file, or the folder of a run. */
final class ModelPath {
  private ModelPath() {}

  /** Whether a path names a model and not a picture: a folder, or a safetensors file. */
  static boolean isModel(Path path) {
    return Files.isDirectory(path) || path.toString().endsWith(".safetensors");
  }

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

  /**
   * The models of a committee's folder, or the one model of another path.
   *
   * @throws IOException if a model can't be read, a member is not finished, or members have
   *     different classes
   */
  static List<Model> readMembers(Path path) throws IOException {
    List<Model> members = new ArrayList<>();
    for (Path member :
        Committee.isCommittee(path) ? new Committee(path).members() : List.of(path)) {
      Model model = read(member);
      if (!members.isEmpty() && !model.classNames().equals(members.getFirst().classNames())) {
        throw new IOException(
            "%s: got classes %s, expected the other members' %s"
                .formatted(member, model.classNames(), members.getFirst().classNames()));
      }
      members.add(model);
    }
    return members;
  }
}
