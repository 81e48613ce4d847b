package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lenet5.data.DigitFinder;
import org.lenet5.data.Image;
import org.lenet5.data.NoInkException;
import org.lenet5.io.ImageFile;
import org.lenet5.nn.Classifier;
import org.lenet5.nn.Prediction;
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
      "The character is found, cropped, fitted into 20x20 and centred by mass in 28x28, as MNIST was made."
    },
    footer = {
      "",
      "Examples:",
      "  lenet5 predict runs/2026-11-24_12-00-00 digit.png",
      "  lenet5 predict model.safetensors scans/*.jpg --json"
    })
final class PredictCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The folder of a run or committee, or a safetensors file.")
  private Path model;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Pictures.")
  private List<Path> images;

  @Option(
      names = "--as-is",
      description = "Take pictures as they are: light ink on dark, cropped and centred already.")
  private boolean asIs;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Classifier> members =
        ModelPath.readMembers(model).stream()
            .map(member -> new Classifier(member, KernelChoice.kernels()))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    List<Object> rows = new ArrayList<>();
    for (Path path : images) {
      Image image = image(path);
      Prediction prediction =
          Prediction.mean(members.stream().map(member -> member.classify(image)).toList());
      if (json) {
        rows.add(json(path, prediction));
      } else {
        out.println(path + ": " + line(prediction));
      }
    }
    if (json) {
      out.print(Json.text(rows));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Image image(Path path) throws IOException {
    Image image = ImageFile.read(path);
    if (asIs) {
      return image;
    }
    try {
      return DigitFinder.find(image);
    } catch (NoInkException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** The best class, then the probabilities while there is any to speak of, largest first. */
  private static String line(Prediction prediction) {
    double[] probabilities = prediction.probabilities();
    return prediction.best()
        + prediction.ranking().stream()
            .filter(c -> probabilities[c] >= Math.min(0.0005, prediction.confidence()))
            .map(c -> "%s %.1f%%".formatted(prediction.classNames().get(c), 100 * probabilities[c]))
            .collect(Collectors.joining(", ", "  (", ")"));
  }

  private static Map<String, Object> json(Path path, Prediction prediction) {
    Map<String, Object> byClass = new LinkedHashMap<>();
    for (int c = 0; c < prediction.probabilities().length; c++) {
      byClass.put(prediction.classNames().get(c), prediction.probabilities()[c]);
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("image", path.toString());
    row.put("class", prediction.best());
    row.put("probability", prediction.confidence());
    row.put("probabilities", byClass);
    return row;
  }
}
