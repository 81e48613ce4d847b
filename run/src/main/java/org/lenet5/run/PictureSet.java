package org.lenet5.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lenet5.data.Image;
import org.lenet5.engine.Engine;
import org.lenet5.io.Printable;
import org.lenet5.io.SystemFiles;
import org.lenet5.model.Prediction;
import org.lenet5.run.chart.ConfusionChart;
import org.lenet5.run.chart.Mistake;
import org.lenet5.run.chart.MistakeSheet;

/**
 * What a model or committee makes of a folder of pictures: one folder for each kind, and in it
 * files whose names begin with what they show and a hyphen, {@code fonts/7-3.png}.
 *
 * @param name of the folder
 * @param classes of the model
 * @param answers one for each file, by kind and name
 */
public record PictureSet(String name, List<String> classes, List<Answer> answers) {
  private static final int MISTAKES = 60;

  /** Copies the lists. */
  public PictureSet {
    classes = List.copyOf(classes);
    answers = List.copyOf(answers);
  }

  /**
   * What became of a file.
   *
   * @param file its place under the folder
   * @param label the class that its name tells; empty if it tells none, and the file does not count
   * @param seen what was found in it and taken for something; empty if that failed
   * @param failure what was wrong with it, for people; empty if nothing
   */
  public record Answer(
      Path file, Optional<String> label, Optional<Seen> seen, Optional<String> failure) {
    /** The folder that the file is in. */
    public String kind() {
      return file.getParent().toString();
    }

    /** Whether the best class is what the picture shows. */
    public boolean isRight() {
      return seen.isPresent() && label.equals(Optional.of(seen.get().prediction().best()));
    }

    /** Whether it was taken for something else than it shows. */
    public boolean isMistake() {
      return seen.isPresent() && !isRight();
    }

    private String line() {
      return Printable.path(file)
          + ": "
          + failure
              .map(Printable::line)
              .orElseGet(
                  () ->
                      String.format(
                          Locale.ROOT,
                          "%s (%.1f%%)",
                          Printable.of(seen.orElseThrow().prediction().best()),
                          100 * seen.orElseThrow().prediction().confidence()));
    }
  }

  /** The character found in a picture, and what it was taken for. */
  public record Seen(Image image, Prediction prediction) {}

  /**
   * Finds the character in each picture, and classifies it. A file that is no picture, or whose
   * name is not that of a class, is told of in its place.
   *
   * @param engine computes, on its threads; the caller closes it
   * @throws IOException if there are no files, or the folder can't be read
   */
  public static PictureSet evaluate(Path folder, NamedModel model, Engine engine)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "--images: got %s, expected a folder with a folder for each kind".formatted(folder));
    }
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new IOException(
          "--images: got %s without pictures, expected files like fonts/7-3.png in it"
              .formatted(folder));
    }
    List<String> classes = model.members().getFirst().classNames();
    Map<Path, Answer> answers = new LinkedHashMap<>();
    List<Path> named = new ArrayList<>();
    for (Path file : files) {
      answers.put(file, null); // keeps its place
      if (label(file, classes).isPresent()) {
        named.add(file);
      } else {
        String failure =
            "got a name for class '%s', expected one of %s and a hyphen"
                .formatted(stem(file), classes);
        answers.put(file, answer(folder, file, classes, Optional.empty(), Optional.of(failure)));
      }
    }
    try {
      PictureAnswers.of(
          named,
          DigitPicture::read,
          model.classifier(engine),
          engine.threads(),
          answer -> answers.put(answer.file(), answer(folder, answer, classes)));
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
    Path name = folder.toRealPath().getFileName(); // none at the top of an archive
    return new PictureSet(
        (name == null ? folder : name).toString(), classes, List.copyOf(answers.values()));
  }

  /** Those in the folders of the folder, which may be links, by kind and name. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path kind : list(folder)) {
      if (Files.isDirectory(kind)) {
        list(kind).stream().filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !SystemFiles.isOne(entry)).sorted().toList();
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("(?s)-.*", "");
  }

  private static Optional<String> label(Path file, List<String> classes) {
    return Optional.of(stem(file)).filter(classes::contains);
  }

  private static Answer answer(Path folder, PictureAnswers.Answer answer, List<String> classes) {
    return switch (answer) {
      case PictureAnswers.Classified(Path file, Image image, Prediction prediction) ->
          answer(folder, file, classes, Optional.of(new Seen(image, prediction)), Optional.empty());
      case PictureAnswers.Failed(Path file, String message) -> {
        String head = file + ": ";
        String failure = message.startsWith(head) ? message.substring(head.length()) : message;
        yield answer(folder, file, classes, Optional.empty(), Optional.of(failure));
      }
    };
  }

  private static Answer answer(
      Path folder, Path file, List<String> classes, Optional<Seen> seen, Optional<String> failure) {
    return new Answer(folder.relativize(file), label(file, classes), seen, failure);
  }

  /** The files that are no pictures, or whose names tell no class. */
  public List<Answer> failures() {
    return answers.stream().filter(answer -> answer.failure().isPresent()).toList();
  }

  /** Those whose names tell what they show; one that can't be read counts, as not read right. */
  private List<Answer> counted() {
    return answers.stream().filter(answer -> answer.label().isPresent()).toList();
  }

  private List<Answer> mistakes() {
    return answers.stream().filter(Answer::isMistake).toList();
  }

  private Map<String, List<Answer>> byKind() {
    return counted().stream()
        .collect(Collectors.groupingBy(Answer::kind, TreeMap::new, Collectors.toList()));
  }

  private static long right(List<Answer> answers) {
    return answers.stream().filter(Answer::isRight).count();
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    byKind().forEach((kind, some) -> text.append(line(kind, some)));
    text.append(line("all", counted()));
    answers.stream()
        .filter(answer -> !answer.isRight())
        .forEach(answer -> text.append(answer.line()).append('\n'));
    return text.toString();
  }

  private static String line(String kind, List<Answer> answers) {
    long right = right(answers);
    return String.format(
        Locale.ROOT,
        "%-12s  %6.2f%%  (%d of %d)\n",
        Printable.of(kind),
        100 * share(answers),
        right,
        answers.size());
  }

  /** Of answers that are right, 0 to 1; 0 if there are none. */
  private static double share(List<Answer> answers) {
    return answers.isEmpty() ? 0 : (double) right(answers) / answers.size();
  }

  /** For scripts, as JSON. */
  public String json() {
    return Json.text(values());
  }

  private Map<String, Object> values() {
    Map<String, Object> kinds = new LinkedHashMap<>();
    byKind()
        .forEach(
            (kind, some) ->
                kinds.put(kind, Map.of("pictures", some.size(), "accuracy", share(some))));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images", name);
    json.put("pictures", counted().size());
    json.put("accuracy", share(counted()));
    json.put("kinds", kinds);
    json.put(
        "mistakes",
        mistakes().stream()
            .map(
                m ->
                    Map.of(
                        "picture", m.file().toString(),
                        "predicted", m.seen().orElseThrow().prediction().best(),
                        "probability", m.seen().orElseThrow().prediction().confidence()))
            .toList());
    json.put(
        "failures",
        failures().stream()
            .map(f -> Map.of("picture", f.file().toString(), "error", f.failure().orElseThrow()))
            .toList());
    return json;
  }

  /**
   * Writes {@code evaluation.json}, then {@code confusion.png} and {@code mistakes.png} into a
   * folder, which is made if need be.
   *
   * @param notes hears a line for each picture that can't be drawn
   * @return the names of the files that are written
   * @throws IOException if the record can't be written, or the folder holds pictures of these names
   *     without a record
   */
  public List<String> write(Path folder, Consumer<String> notes) throws IOException {
    return PictureFiles.writeEvaluation(folder, notes, values(), pictures());
  }

  private List<PictureFiles.Named> pictures() {
    return List.of(
        new PictureFiles.Named(
            "confusion.png",
            () ->
                ConfusionChart.png(
                    "%s: %.2f%% right".formatted(name, 100 * share(counted())),
                    classes,
                    confusion())),
        new PictureFiles.Named(
            "mistakes.png",
            () ->
                MistakeSheet.png(
                    "%s, %,d mistakes in all".formatted(name, mistakes().size()), worst())));
  }

  private int[][] confusion() {
    int[][] counts = new int[classes.size()][classes.size()];
    for (Answer answer : counted()) {
      answer
          .seen()
          .ifPresent(
              seen -> {
                int actual = classes.indexOf(answer.label().orElseThrow());
                counts[actual][classes.indexOf(seen.prediction().best())]++;
              });
    }
    return counts;
  }

  /** The mistakes that were the surest. */
  private List<Mistake> worst() {
    return mistakes().stream()
        .map(
            answer -> {
              Seen seen = answer.seen().orElseThrow();
              return new Mistake(
                  seen.image(),
                  answer.label().orElseThrow(),
                  seen.prediction().best(),
                  seen.prediction().confidence());
            })
        .sorted((a, b) -> Double.compare(b.probability(), a.probability()))
        .limit(MISTAKES)
        .toList();
  }
}
