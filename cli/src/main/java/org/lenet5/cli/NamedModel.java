package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lenet5.data.Image;
import org.lenet5.io.ModelFile;
import org.lenet5.nn.Classifier;
import org.lenet5.nn.LeNet5;
import org.lenet5.nn.Model;
import org.lenet5.nn.Prediction;

/**
 * What answers, as the command line names it: the weights inside the program, a model, or a
 * committee.
 *
 * @param name for people and records
 * @param folder beside the model, or the committee's
 * @param members one model, or those of a committee, of the same classes
 */
record NamedModel(String name, Path folder, List<Model> members) {

  /** The weights inside the program; their folder is the current one. */
  private static NamedModel pretrained() {
    return new NamedModel("pretrained", Path.of(""), List.of(LeNet5.pretrained()));
  }

  /** Whether a path names a model and not a picture: a folder, or a safetensors file. */
  static boolean isModel(Path path) {
    return Files.isDirectory(path) || path.toString().endsWith(".safetensors");
  }

  /**
   * Reads what a path names, or the weights inside where there is none.
   *
   * @throws IOException if a model can't be read, a member is not finished, or members have
   *     different classes
   */
  static NamedModel read(Optional<Path> given) throws IOException {
    if (given.isEmpty()) {
      return pretrained();
    }
    Path path = given.get();
    if (Committee.isCommittee(path)) {
      return new NamedModel(path.toString(), path, new Committee(path).models());
    }
    Path file = ModelPath.file(path);
    return new NamedModel(file.toString(), file.resolveSibling(""), List.of(ModelFile.read(file)));
  }

  /** Whether several models answer together. */
  boolean isCommittee() {
    return members.size() > 1;
  }

  /** One that classifies images of any size, with the mean probabilities of all members. */
  Function<Image, Prediction> classifier() {
    List<Classifier> classifiers = new ArrayList<>();
    members.forEach(member -> classifiers.add(new Classifier(member, KernelChoice.kernels())));
    return image -> Prediction.mean(classifiers.stream().map(c -> c.classify(image)).toList());
  }
}
