package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lenet5.cli.picture.ConfusionChart;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.cli.picture.Mistake;
import org.lenet5.cli.picture.MistakeSheet;
import org.lenet5.cli.picture.PictureException;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.eval.RejectionCurve;
import org.lenet5.io.AtomicFile;
import org.lenet5.nn.LeNet5;
import org.lenet5.nn.Model;
import org.lenet5.nn.kernel.Kernels;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a model on a test set. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a model on a test set: loss, accuracy, precision and recall of each class, confusion matrix, worst mistakes.",
      "Pictures and evaluation.json go to the folder evaluation beside the model."
    },
    footer = {
      "",
      "Examples:",
      "  lenet5 evaluate --images bench/images-off-mnist",
      "  lenet5 evaluate                       the weights inside the program",
      "  lenet5 evaluate runs/2026-11-24_12-00-00",
      "  lenet5 evaluate model.safetensors --data fashion-mnist --json"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int MISTAKES = 60;
  private static final String FOLDER = "evaluation";

  /** Shares of mistakes; the paper's is 0.005. */
  private static final double[] ERRORS = {0.005, 0.001};

  /** Points of the plot of rejections. */
  private static final int POINTS = 200;

  @Parameters(
      paramLabel = "RUN|FILE",
      arity = "0..1",
      description =
          "The folder of a run or committee, or a safetensors file. Default: the weights inside the program.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR",
      defaultValue = "mnist",
      description = "Whose test set to use; see lenet5 train --help. Default: ${DEFAULT-VALUE}.")
  private String data;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Measure on pictures instead, found and prepared as predict does: a folder for each kind, and in it files named after what they show, such as fonts/7-3.png.")
  private Path images;

  @Option(names = "--transposed", description = "The folder's images are stored column by column.")
  private boolean transposed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the pictures. Default: evaluation beside the model, or here for the weights inside.")
  private Path out;

  @Option(names = "--json", description = "Print evaluation.json.")
  private boolean json;

  @Mixin private Threads threads;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int threadCount = threads.count();
    boolean committee = model != null && Committee.isCommittee(model);
    List<Model> members =
        model == null ? List.of(LeNet5.pretrained()) : ModelPath.readMembers(model);
    if (images != null) {
      PictureSet set = PictureSet.evaluate(images, members);
      spec.commandLine().getOut().print(json ? Json.text(set.json()) : set.text());
      spec.commandLine().getOut().flush();
      return CommandLine.ExitCode.OK;
    }
    Dataset test = DataSource.of(data, transposed).test();
    Kernels kernels = KernelChoice.kernels();
    Evaluation evaluation =
        committee
            ? Evaluator.evaluateCommittee(members, test, kernels, threadCount)
            : Evaluator.evaluate(members.getFirst(), test, kernels, threadCount);
    String result = Json.text(json(members, test, evaluation));
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(json ? result : table(test, evaluation));
    stdout.flush();
    write(out == null ? folder() : out, result, test, evaluation);
    return CommandLine.ExitCode.OK;
  }

  /** Beside the model, in a committee's folder, or here for the weights inside the program. */
  private Path folder() throws IOException {
    if (model == null) {
      return Path.of(FOLDER);
    }
    return Committee.isCommittee(model)
        ? model.resolve(FOLDER)
        : ModelPath.file(model).resolveSibling(FOLDER);
  }

  private String modelName() throws IOException {
    if (model == null) {
      return "pretrained";
    }
    return (Committee.isCommittee(model) ? model : ModelPath.file(model)).toString();
  }

  private void write(Path folder, String result, Dataset test, Evaluation evaluation)
      throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "--out: got %s, which can't be made (%s), expected a folder that can be written"
              .formatted(folder, AtomicFile.reason(e)),
          e);
    }
    AtomicFile.write(
        folder.resolve("evaluation.json"), o -> o.write(result.getBytes(StandardCharsets.UTF_8)));
    try {
      byte[] confusion =
          ConfusionChart.png(
              "%s: %.2f%% right".formatted(test.name(), 100 * evaluation.accuracy()),
              evaluation.classNames(),
              evaluation.confusion());
      AtomicFile.write(folder.resolve("confusion.png"), o -> o.write(confusion));
      byte[] sheet =
          MistakeSheet.png(
              "%s, %,d mistakes in all"
                  .formatted(test.name(), evaluation.size() - evaluation.correct()),
              Mistake.worst(evaluation, test, MISTAKES));
      AtomicFile.write(folder.resolve("mistakes.png"), o -> o.write(sheet));
      byte[] rejection = rejection(test, evaluation).png();
      AtomicFile.write(folder.resolve("rejection.png"), o -> o.write(rejection));
      log.printf(
          "wrote evaluation.json, confusion.png, mistakes.png and rejection.png to %s%n", folder);
    } catch (PictureException e) {
      log.println("no pictures: " + e.getMessage());
    }
  }

  /**
   * The error on the rest over the share rejected, as far as it takes to the last of the errors.
   */
  private static LineChart rejection(Dataset test, Evaluation evaluation) {
    RejectionCurve curve = evaluation.rejection();
    int most = Math.min(curve.size() - 1, 1 + curve.rejected(ERRORS[ERRORS.length - 1]));
    int step = Math.ceilDiv(Math.max(1, most), POINTS);
    int[] rejected = IntStream.iterate(0, r -> r <= most, r -> r + step).toArray();
    return LineChart.linear(
        "Error on what is not rejected, " + test.name(),
        "rejected (%)",
        "error",
        "%",
        List.of(
            new LineChart.Series(
                "this model",
                IntStream.of(rejected).mapToDouble(r -> 100.0 * r / curve.size()).toArray(),
                IntStream.of(rejected).mapToDouble(r -> 100 * curve.error(r)).toArray(),
                false)));
  }

  private static String table(Dataset test, Evaluation evaluation) {
    List<String> names = evaluation.classNames();
    int[][] confusion = evaluation.confusion();
    int width = Math.max(8, names.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d samples\nLoss: %.4f\nAccuracy: %.2f%% (%,d mistakes)\nExpected calibration error: %.2f percentage points\n%s\n"
            .formatted(
                test.name(),
                evaluation.size(),
                evaluation.loss(),
                100 * evaluation.accuracy(),
                evaluation.size() - evaluation.correct(),
                100 * evaluation.calibrationError(),
                rejections(evaluation).entrySet().stream()
                    .map(
                        entry ->
                            "Rejections for an error of %s: %.2f%%\n"
                                .formatted(entry.getKey(), 100 * entry.getValue()))
                    .collect(Collectors.joining())));
    String row = "%" + width + "s  %9s  %7s  %7s\n";
    text.append(row.formatted("Class", "Precision", "Recall", "Samples"));
    for (int c = 0; c < names.size(); c++) {
      text.append(
          row.formatted(
              names.get(c),
              "%.2f%%".formatted(100 * evaluation.precision(c)),
              "%.2f%%".formatted(100 * evaluation.recall(c)),
              "%,d".formatted(Arrays.stream(confusion[c]).sum())));
    }
    text.append("\nConfusion matrix (row: actual class, column: predicted)\n");
    int cell = Math.max(6, width + 1);
    text.append(" ".repeat(width));
    for (String name : names) {
      text.append(("%" + cell + "s").formatted(name));
    }
    for (int c = 0; c < names.size(); c++) {
      text.append('\n').append(("%" + width + "s").formatted(names.get(c)));
      for (int count : confusion[c]) {
        text.append(("%" + cell + "s").formatted(count == 0 ? "." : Integer.toString(count)));
      }
    }
    return text.append('\n').toString();
  }

  /** Share of the least certain answers to reject, by share of mistakes among the rest. */
  private static Map<String, Double> rejections(Evaluation evaluation) {
    RejectionCurve curve = evaluation.rejection();
    Map<String, Double> rejections = new LinkedHashMap<>();
    for (double error : ERRORS) {
      rejections.put(
          "%.1f%%".formatted(100 * error), (double) curve.rejected(error) / curve.size());
    }
    return rejections;
  }

  private Map<String, Object> json(List<Model> members, Dataset test, Evaluation evaluation)
      throws IOException {
    List<Object> classes = new ArrayList<>();
    for (int c = 0; c < evaluation.classNames().size(); c++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("class", evaluation.classNames().get(c));
      row.put("precision", evaluation.precision(c));
      row.put("recall", evaluation.recall(c));
      classes.add(row);
    }
    List<Object> mistakes = new ArrayList<>();
    for (Evaluation.Mistake m : evaluation.worstMistakes(MISTAKES)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("sample", m.sample());
      row.put("actual", evaluation.classNames().get(m.actual()));
      row.put("predicted", evaluation.classNames().get(m.predicted()));
      row.put("probability", m.confidence());
      mistakes.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", modelName());
    json.put("architecture", members.getFirst().architecture().id());
    if (members.size() == 1) {
      json.put("weights_sha256", members.getFirst().sha256());
    } else {
      json.put("members_sha256", members.stream().map(Model::sha256).toList());
    }
    json.put("data", test.name());
    json.put("samples", evaluation.size());
    json.put("loss", evaluation.loss());
    json.put("accuracy", evaluation.accuracy());
    json.put("calibration_error", evaluation.calibrationError());
    json.put("temperatures", members.stream().map(m -> m.calibration().temperature()).toList());
    json.put("rejected", rejections(evaluation));
    json.put("classes", classes);
    json.put(
        "confusion",
        Arrays.stream(evaluation.confusion()).map(r -> Arrays.stream(r).boxed().toList()).toList());
    json.put("worst_mistakes", mistakes);
    return json;
  }
}
