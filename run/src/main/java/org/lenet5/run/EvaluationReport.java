package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lenet5.data.Dataset;
import org.lenet5.engine.Engine;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.eval.RejectionCurve;
import org.lenet5.io.Printable;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.run.chart.ConfusionChart;
import org.lenet5.run.chart.LineChart;
import org.lenet5.run.chart.Mistake;
import org.lenet5.run.chart.MistakeSheet;
import org.lenet5.run.chart.RejectionLine;

/**
 * What is told of a model on a test set: as text, as JSON, and in pictures.
 *
 * @param model or committee
 * @param test what it was measured on
 * @param evaluation how it did
 * @param members how each member of a committee did by itself; empty for a model
 * @param rejection what rejecting its least probable answers gains
 */
public record EvaluationReport(
    NamedModel model,
    Dataset test,
    Evaluation evaluation,
    List<Evaluation> members,
    RejectionCurve rejection) {
  private static final int MISTAKES = 60;

  /** Of a class in a table, which has a column for each. */
  private static final int LONGEST_NAME = 40;

  /** Shares of mistakes; the paper's is 0.005. */
  private static final double[] ERRORS = {0.005, 0.001};

  /** Points of the plot of rejections. */
  private static final int POINTS = 200;

  /**
   * Measures a model or committee. Classes are matched by their names; some need not occur.
   *
   * @param engine computes; the caller closes it
   * @throws IllegalArgumentException if a sample is of a class that the model lacks
   */
  public static EvaluationReport of(NamedModel model, Dataset test, Engine engine) {
    List<Evaluation> each =
        model.members().stream().map(member -> Evaluator.evaluate(member, test, engine)).toList();
    Evaluation evaluation =
        model.isCommittee()
            ? Evaluator.evaluateCommittee(model.members(), test, engine)
            : each.getFirst();
    List<Evaluation> members = model.isCommittee() ? each : List.of();
    return new EvaluationReport(model, test, evaluation, members, evaluation.rejection());
  }

  /**
   * Writes {@code evaluation.json}, then {@code confusion.png}, {@code mistakes.png} and {@code
   * rejection.png} into a folder, which is made if need be.
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
                    "%s: %.2f%% right".formatted(test.name(), 100 * evaluation.accuracy()),
                    evaluation.classNames(),
                    evaluation.confusion())),
        new PictureFiles.Named(
            "mistakes.png",
            () ->
                MistakeSheet.png(
                    "%s, %,d mistakes in all"
                        .formatted(test.name(), evaluation.size() - evaluation.correct()),
                    Mistake.worst(evaluation, test, MISTAKES))),
        new PictureFiles.Named("rejection.png", () -> rejectionChart().png()));
  }

  /**
   * The error on the rest over the share rejected, as far as it takes to the last of the errors.
   */
  private LineChart rejectionChart() {
    int size = rejection.size();
    int most = Math.min(size - 1, 1 + rejection.rejected(ERRORS[ERRORS.length - 1]));
    int step = Math.ceilDiv(Math.max(1, most), POINTS);
    return LineChart.linear(
        "Error on what is not rejected, " + test.name(),
        "rejected (%)",
        "error",
        "%",
        List.of(RejectionLine.of("this model", rejection, most + 1, step)));
  }

  /** For people. */
  public String text() {
    String alone =
        members.stream()
            .map(member -> "%.2f%%".formatted(100 * member.accuracy()))
            .collect(Collectors.joining(", "));
    List<String> names =
        evaluation.classNames().stream().map(name -> Printable.of(name, LONGEST_NAME)).toList();
    int[][] confusion = evaluation.confusion();
    int width = Math.max(8, names.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d samples\nLoss: %.4f\nAccuracy: %.2f%% (%,d mistakes)\n%sExpected calibration error: %.2f percentage points\n%s\n"
            .formatted(
                Printable.of(test.name()),
                evaluation.size(),
                evaluation.loss(),
                100 * evaluation.accuracy(),
                evaluation.size() - evaluation.correct(),
                alone.isEmpty() ? "" : "Members by themselves: " + alone + "\n",
                100 * evaluation.calibrationError(),
                rejections().entrySet().stream()
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
              percent(evaluation.precision(c)),
              percent(evaluation.recall(c)),
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

  /** In percent; a dash where there is nothing to take a share of. */
  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : "%.2f%%".formatted(100 * share);
  }

  /** Share of the least certain answers to reject, by share of mistakes among the rest. */
  private Map<String, Double> rejections() {
    Map<String, Double> rejections = new LinkedHashMap<>();
    for (double error : ERRORS) {
      rejections.put(
          "%.1f%%".formatted(100 * error), (double) rejection.rejected(error) / rejection.size());
    }
    return rejections;
  }

  /** For scripts, as JSON. */
  public String json() {
    return Json.text(values());
  }

  private Map<String, Object> values() {
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
    List<Model> models = model.members();
    json.put("model", model.name());
    json.put("architecture", architecture(models.getFirst()));
    if (model.isCommittee()) {
      json.put("members_sha256", models.stream().map(Model::sha256).toList());
      json.put("members_accuracy", members.stream().map(Evaluation::accuracy).toList());
    } else {
      json.put("weights_sha256", models.getFirst().sha256());
    }
    json.put("data", test.name());
    json.put("samples", evaluation.size());
    json.put("loss", evaluation.loss());
    json.put("accuracy", evaluation.accuracy());
    json.put("calibration_error", evaluation.calibrationError());
    json.put("temperatures", models.stream().map(m -> m.calibration().temperature()).toList());
    json.put("rejected", rejections());
    json.put("classes", classes);
    json.put(
        "confusion",
        Arrays.stream(evaluation.confusion()).map(r -> Arrays.stream(r).boxed().toList()).toList());
    json.put("worst_mistakes", mistakes);
    return json;
  }

  /** The name of a model's network, if it has one. */
  private static String architecture(Model model) {
    return Architecture.of(model.network(), model.classNames()).map(Architecture::id).orElse(null);
  }
}
