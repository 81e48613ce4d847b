package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lenet5.data.Image;
import org.lenet5.io.PictureFile;
import org.lenet5.io.Printable;
import org.lenet5.model.Calibration;
import org.lenet5.model.Classifier;
import org.lenet5.model.Prediction;
import org.lenet5.reading.DigitFinder;
import org.lenet5.run.DigitPicture;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.Json;
import org.lenet5.run.NamedModel;
import org.lenet5.run.RunFolder;
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
      "  lenet5 predict model.safetensors scans/*.jpg --json"
    })
final class PredictCommand implements Callable<Integer> {
  /** Classes whose probabilities are printed, and characters of each one's name. */
  private static final int MOST_SHOWN = 20;

  private static final int LONGEST_NAME = 40;

  @Parameters(
      arity = "1..*",
      paramLabel = "[MODEL] IMAGE",
      description =
          "Pictures; before them, if not the weights inside the program, the model: the folder of a run or committee, or a safetensors file.")
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
          "Reject so much that among the rest of MNIST's like, at most this share are mistakes, such as 0.002: below the probability that a hold-out showed. For models trained with --validation holdout:N, and the weights inside.")
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
    List<Path> images = paths.subList(given ? 1 : 0, paths.size());
    if (images.isEmpty()) {
      throw new InvalidOptionException("IMAGE", "none", "at least one picture");
    }
    for (Path image : images) {
      if (Files.exists(new RunFolder(image).model()) || image.toString().endsWith(".safetensors")) {
        throw new InvalidOptionException(
            "IMAGE", image + ", a model", "pictures, and a model before them");
      }
    }
    NamedModel model = NamedModel.read(given ? Optional.of(paths.getFirst()) : Optional.empty());
    double threshold = threshold(model);
    Classifier classifier = model.classifier(KernelChoice.engine(1));
    PrintWriter out = spec.commandLine().getOut();
    List<Object> rows = new ArrayList<>();
    for (Path path : images) {
      Image image = asIs ? DigitFinder.asIs(PictureFile.read(path)) : DigitPicture.read(path);
      Prediction prediction = classifier.classify(image);
      if (json) {
        rows.add(json(path, prediction, threshold));
      } else {
        out.println(Printable.path(path) + ": " + line(prediction, threshold));
      }
    }
    if (json) {
      out.print(Json.text(rows));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
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
