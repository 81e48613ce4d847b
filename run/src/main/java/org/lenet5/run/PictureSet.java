package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lenet5.engine.Engine;
import org.lenet5.model.Classifier;
import org.lenet5.model.Prediction;

/**
 * What a model or committee makes of a folder of pictures: one folder for each kind, and in it
 * files whose names begin with what they show and a hyphen, {@code fonts/7-3.png}.
 *
 * @param name of the folder
 * @param answers one for each picture, by kind and name
 */
public record PictureSet(String name, List<Answer> answers) {

  /** A picture's answer: its file under the folder, what it shows, what it was taken for. */
  public record Answer(Path file, String label, Prediction prediction) {
    /** The folder that the file is in. */
    public String kind() {
      return file.getParent().toString();
    }

    /** Whether the best class is what the picture shows. */
    public boolean isRight() {
      return prediction.best().equals(label);
    }
  }

  /**
   * Finds the character in each picture, and classifies it.
   *
   * @param engine computes; the caller closes it
   * @throws IOException if there are none, a file is no picture, or its name is not that of a class
   */
  public static PictureSet evaluate(Path folder, NamedModel model, Engine engine)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "--images: got %s, expected a folder with a folder for each kind".formatted(folder));
    }
    Classifier classifier = model.classifier(engine);
    List<String> classes = model.members().getFirst().classNames();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, 2)) {
      files =
          all.filter(file -> file.getNameCount() == folder.getNameCount() + 2)
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    if (files.isEmpty()) {
      throw new IOException(
          "--images: got %s without pictures, expected files like fonts/7-3.png in it"
              .formatted(folder));
    }
    List<Answer> answers = new ArrayList<>();
    for (Path file : files) {
      String label = file.getFileName().toString().replaceFirst("-.*", "");
      if (!classes.contains(label)) {
        throw new IOException(
            "%s: got a name for class '%s', expected one of %s and a hyphen"
                .formatted(file, label, classes));
      }
      Prediction prediction = classifier.classify(DigitPicture.read(file));
      answers.add(new Answer(folder.relativize(file), label, prediction));
    }
    return new PictureSet(folder.getFileName().toString(), answers);
  }

  private Map<String, List<Answer>> byKind() {
    Map<String, List<Answer>> kinds = new TreeMap<>();
    answers.forEach(a -> kinds.computeIfAbsent(a.kind(), kind -> new ArrayList<>()).add(a));
    return kinds;
  }

  private List<Answer> mistakes() {
    return answers.stream().filter(answer -> !answer.isRight()).toList();
  }

  private static long right(List<Answer> answers) {
    return answers.stream().filter(Answer::isRight).count();
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    byKind().forEach((kind, some) -> text.append(line(kind, some)));
    text.append(line("all", answers));
    for (Answer mistake : mistakes()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %s (%.1f%%)\n",
              mistake.file(),
              mistake.prediction().best(),
              100 * mistake.prediction().confidence()));
    }
    return text.toString();
  }

  private static String line(String kind, List<Answer> answers) {
    long right = right(answers);
    return String.format(
        Locale.ROOT,
        "%-12s  %6.2f%%  (%d of %d)\n",
        kind,
        100.0 * right / answers.size(),
        right,
        answers.size());
  }

  /** For scripts, as JSON. */
  public String json() {
    Map<String, Object> kinds = new LinkedHashMap<>();
    byKind()
        .forEach(
            (kind, some) ->
                kinds.put(
                    kind,
                    Map.of(
                        "pictures", some.size(), "accuracy", (double) right(some) / some.size())));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images", name);
    json.put("pictures", answers.size());
    json.put("accuracy", (double) right(answers) / answers.size());
    json.put("kinds", kinds);
    json.put(
        "mistakes",
        mistakes().stream()
            .map(
                m ->
                    Map.of(
                        "picture", m.file().toString(),
                        "predicted", m.prediction().best(),
                        "probability", m.prediction().confidence()))
            .toList());
    return Json.text(json);
  }
}
