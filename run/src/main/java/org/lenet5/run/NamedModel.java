package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lenet5.engine.Engine;
import org.lenet5.io.ModelFile;
import org.lenet5.model.Classifier;
import org.lenet5.model.Model;
import org.lenet5.model.Pretrained;

/**
 * What answers, by its name: the weights inside the program, a model's file, the folder of a run or
 * of a committee.
 *
 * @param name for people and records
 * @param folder beside the model, or the committee's
 * @param members one model, or those of a committee, of the same classes
 */
public record NamedModel(String name, Path folder, List<Model> members) {

  /** Copies the members. */
  public NamedModel {
    members = List.copyOf(members);
  }

  /** The weights inside the program; their folder is the current one. */
  public static NamedModel pretrained() {
    return new NamedModel("pretrained", Path.of(""), List.of(Pretrained.lenet5()));
  }

  /** Whether a path names a model and not pictures: a run's folder, or a safetensors file. */
  public static boolean isModel(Path path) {
    return path.toString().endsWith(".safetensors") || new RunFolder(path).holdsRun();
  }

  /**
   * Reads what a path names, or the weights inside where there is none.
   *
   * @throws IOException if a model can't be read, a run is not finished, or members have different
   *     classes
   */
  public static NamedModel read(Optional<Path> given) throws IOException {
    return given.isEmpty() ? pretrained() : read(given.get());
  }

  /**
   * Reads what a path names.
   *
   * @throws IOException if a model can't be read, a run is not finished, or members have different
   *     classes
   */
  public static NamedModel read(Path path) throws IOException {
    RunFolder run = new RunFolder(path);
    if (run.isCommittee()) {
      return new NamedModel(path.toString(), path, run.models());
    }
    Path file = Files.isDirectory(path) ? run.finishedModel() : path;
    return new NamedModel(file.toString(), file.resolveSibling(""), List.of(ModelFile.read(file)));
  }

  /** Whether several models answer together. */
  public boolean isCommittee() {
    return members.size() > 1;
  }

  /**
   * One that classifies images of any size, with the mean probabilities of all members.
   *
   * @param engine computes; the caller closes it
   */
  public Classifier classifier(Engine engine) {
    return new Classifier(members, engine);
  }
}
