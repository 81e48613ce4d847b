package org.lenet5.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lenet5.data.Image;
import org.lenet5.io.PictureFile;
import org.lenet5.io.Printable;
import org.lenet5.model.Calibration;
import org.lenet5.model.Prediction;
import org.lenet5.reading.DigitFinder;
import org.lenet5.run.DigitPicture;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.Json;
import org.lenet5.run.NamedModel;
import org.lenet5.run.PictureAnswers;
import org.lenet5.run.PictureFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies pictures of one digit each. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Classify pictures of one character each: PNG, JPEG, GIF or BMP of any size, dark on light or light on dark.",
      "Without a model: digits, by the weights inside the program.",
      "The character is found, cropped, fitted into 20x20 and centred by mass in 28x28, as MNIST was made."
    },
    footer = {
      "",
      "Examples:",
      "  lenet5 predict digit.png",
      "  lenet5 predict digit.png --max-error 0.002      rejects what is less certain than that",
      "  lenet5 predict runs/2026-11-24_12-00-00 digit.png",
      "  lenet5 predict scans                            all pictures in a folder",
      "  lenet5 predict model.safetensors scans/*.jpg --json"
    })
final class PredictCommand implements Callable<Integer> {
  /** Classes whose probabilities are printed, and characters of each one's name. */
  private static final int MOST_SHOWN = 20;

  private static final int LONGEST_NAME = 40;

  /** Pictures for which a further thread, cold as it is, would come too late. */
  private static final int FEW = 8;

  /** Pictures that take about a second, from which on a bar is shown. */
  private static final int MANY = 50;

  @Parameters(
      arity = "1..*",
      paramLabel = "[MODEL] IMAGE",
      description =
          "Pictures, or folders of pictures; before them, if not the weights inside the program, the model: the folder of a run or committee, or a safetensors file. One that can't be read is told of in its place; the others are answered, and the exit code is 1.")
  private List<Path> paths;

  @Option(
      names = "--reject-below",
      paramLabel = "P",
      description = "Reject answers less probable than this, 0 to 1.")
  private Double rejectBelow;

  @Option(
      names = "--max-error",
      paramLabel = "SHARE",
      description =
          "Reject so much that among the rest, if they are like MNIST's and no others, at most this share are mistakes, such as 0.002: below the probability that a hold-out showed. For models trained with --validation holdout:N, and the weights inside.")
  private Double maxError;

  @Option(
      names = "--as-is",
      description = "Take pictures as they are: light ink on dark, cropped and centred already.")
  private boolean asIs;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    boolean given = NamedModel.isModel(paths.getFirst());
    List<Path> named = paths.subList(given ? 1 : 0, paths.size());
    for (Path path : named) {
      if (NamedModel.isModel(path)) {
        throw new InvalidOptionException(
            "IMAGE", path + ", a model", "pictures, and a model before them");
      }
    }
    List<Path> images = PictureFolder.expand(named);
    if (images.isEmpty()) {
      throw new InvalidOptionException("IMAGE", "none", "at least one picture");
    }
    NamedModel model = NamedModel.read(given ? Optional.of(paths.getFirst()) : Optional.empty());
    double threshold = threshold(model);
    Answers answers = new Answers(threshold, images.size());
    try (answers) {
      PictureAnswers.of(
          images,
          asIs ? file -> DigitFinder.asIs(PictureFile.read(file)) : DigitPicture::read,
          model.classifier(KernelChoice.engine(1)),
          Math.min(Runtime.getRuntime().availableProcessors(), Math.ceilDiv(images.size(), FEW)),
          answers);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
    if (json) {
      spec.commandLine().getOut().print(Json.text(answers.rows));
    }
    spec.commandLine().getOut().flush();
    return answers.failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** Prints answers as they come, or keeps them for JSON. */
  private final class Answers implements Consumer<PictureAnswers.Answer>, AutoCloseable {
    private final PrintWriter out = spec.commandLine().getOut();
    private final PrintWriter log = spec.commandLine().getErr();
    private final double threshold;
    private final List<Object> rows = new ArrayList<>();
    private final Bar bar;
    private int heard;
    private int failed;

    Answers(double threshold, int count) {
      this.threshold = threshold;
      bar = count < MANY ? null : new Bar("predict", count, " pictures");
    }

    @Override
    public void accept(PictureAnswers.Answer answer) {
      switch (answer) {
        case PictureAnswers.Classified(Path file, Image _, Prediction prediction) -> {
          if (json) {
            rows.add(json(file, prediction, threshold));
          } else {
            out.println(Printable.path(file) + ": " + line(prediction, threshold));
          }
        }
        case PictureAnswers.Failed(Path file, String message) -> {
          failed++;
          log.println(Printable.line(message));
          if (json) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("image", file.toString());
            row.put("error", message);
            rows.add(row);
          }
        }
      }
      heard++;
      if (bar != null) {
        bar.to(heard);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        if (failed > 0) {
          log.printf("%,d of %,d pictures failed%n", failed, heard);
        }
      }
    }
  }

  /** The probability below which answers are rejected; 0 rejects none. */
  private double threshold(NamedModel model) {
    double threshold = share("reject-below", rejectBelow);
    if (maxError == null) {
      return threshold;
    }
    double mistakes = share("max-error", maxError);
    Calibration calibration = model.members().getFirst().calibration();
    if (model.isCommittee() || calibration.thresholds().isEmpty()) {
      throw new InvalidOptionException(
          "max-error",
          maxError + " for a model without a hold-out's thresholds",
          "one network trained with --validation holdout:N, or --reject-below");
    }
    double known =
        calibration
            .threshold(mistakes)
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "max-error",
                        maxError.toString(),
                        "at least %s, the least share that the hold-out can tell"
                            .formatted(calibration.thresholds().firstKey())));
    spec.commandLine()
        .getErr()
        .printf(
            "--max-error %s: rejects what is less probable than %.4f, as a hold-out like the training set asks for; of other hands, pens and cameras, up to some 9%% of the rest have been wrong%n",
            maxError, known);
    return Math.max(threshold, known);
  }

  /** A number from 0 to 1; 0 if it was not given. */
  private static double share(String option, Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new InvalidOptionException(option, value.toString(), "0 to 1");
    }
    return value == null ? 0 : value;
  }

  /**
   * The best class, if it is not rejected, then the largest probabilities while there is any to
   * speak of.
   */
  private static String line(Prediction prediction, double threshold) {
    double[] probabilities = prediction.probabilities();
    List<Integer> shown =
        prediction.ranking().stream()
            .filter(c -> probabilities[c] >= Math.min(0.0005, prediction.confidence()))
            .toList();
    return (prediction.confidence() < threshold ? "rejected" : Printable.of(prediction.best()))
        + shown.stream()
            .limit(MOST_SHOWN)
            .map(c -> "%s %.1f%%".formatted(name(prediction, c), 100 * probabilities[c]))
            .collect(Collectors.joining(", ", "  (", shown.size() > MOST_SHOWN ? ", ...)" : ")"));
  }

  private static String name(Prediction prediction, int c) {
    return Printable.of(prediction.classNames().get(c), LONGEST_NAME);
  }

  private static Map<String, Object> json(Path path, Prediction prediction, double threshold) {
    Map<String, Object> byClass = new LinkedHashMap<>();
    for (int c = 0; c < prediction.probabilities().length; c++) {
      byClass.put(prediction.classNames().get(c), prediction.probabilities()[c]);
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("image", path.toString());
    row.put("class", prediction.best());
    row.put("probability", prediction.confidence());
    row.put("rejected", prediction.confidence() < threshold);
    row.put("probabilities", byClass);
    return row;
  }
}
