package org.lenet5.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.AtomicFile;
import org.lenet5.io.Checkpoint;
import org.lenet5.nn.Model;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.train.Holdout;

/**
 * Several runs that answer together. Each member has a folder of its own, all of which hold a
 * checkpoint from the start, so that a stopped committee knows what is left.
 *
 * @param folder of the committee
 */
record Committee(Path folder) {
  private static final String MEMBER = "member-";

  /** More than can help; keeps the names in order. */
  static final int MOST = 99;

  /** Whether a path is the folder of a committee, finished or not. */
  static boolean isCommittee(Path path) {
    return Files.isDirectory(member(path, 1));
  }

  /** What to go on with when a run was stopped: its committee if it is a member, else itself. */
  static RunFolder whole(RunFolder run) {
    Path parent = run.path().getParent();
    boolean member = String.valueOf(run.path().getFileName()).startsWith(MEMBER);
    return member && parent != null && isCommittee(parent) ? new RunFolder(parent) : run;
  }

  private static Path member(Path folder, int number) {
    return folder.resolve("%s%02d".formatted(MEMBER, number));
  }

  /** Makes the folders of members with these settings. */
  static Committee create(Path folder, List<TrainSettings> members, TrainingReport report)
      throws IOException {
    for (int i = 0; i < members.size(); i++) {
      TrainingRun.prepare(member(folder, i + 1), members.get(i), report);
    }
    return new Committee(folder);
  }

  /** The members' folders, in order. */
  List<Path> members() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(MEMBER))
          .sorted()
          .toList();
    }
  }

  /** Trains the members that are not finished, then measures them and all together. */
  void complete(int threads, TrainingReport report) throws IOException {
    TrainingReport quiet = new TrainingReport(report.log(), report.log(), false);
    List<Path> members = members();
    for (int i = 0; i < members.size(); i++) {
      report.note("member %d of %d".formatted(i + 1, members.size()));
      TrainingRun.complete(members.get(i), settings(members.get(i)), threads, quiet);
    }
    measure(threads, report);
  }

  /**
   * The members' models, in order.
   *
   * @throws IOException if one is not finished or can't be read, or has other classes than the
   *     first
   */
  List<Model> models() throws IOException {
    List<Model> models = new ArrayList<>();
    for (Path member : members()) {
      Model model = ModelPath.read(member);
      if (!models.isEmpty() && !model.classNames().equals(models.getFirst().classNames())) {
        throw new IOException(
            "%s: got classes %s, expected the other members' %s"
                .formatted(member, model.classNames(), models.getFirst().classNames()));
      }
      models.add(model);
    }
    return models;
  }

  /** What a member was asked for. */
  private static TrainSettings settings(Path member) throws IOException {
    Path file = new RunFolder(member).checkpoint();
    return TrainSettings.recorded(file, Checkpoint.read(file), TrainCommand.defaults().keySet());
  }

  /** Each member on its hold-out, and all of them together on what none has learned from. */
  private void measure(int threads, TrainingReport report) throws IOException {
    List<Model> models = models();
    List<TrainSettings> settings = new ArrayList<>();
    for (Path member : members()) {
      settings.add(settings(member));
    }
    TrainSettings first = settings.getFirst();
    DataSource source = DataSource.of(first.data(), first.transposed());
    Map<String, List<Dataset>> sets = new LinkedHashMap<>();
    if (first.holdout().isPresent()) {
      Dataset train = source.train();
      Map<Holdout.Part, Dataset> parts = new LinkedHashMap<>();
      for (TrainSettings each : settings) {
        parts.computeIfAbsent(
            each.holdout().orElseThrow(), part -> Holdout.of(train, part).valid());
      }
      sets.put("hold-out", settings.stream().map(s -> parts.get(s.holdout().get())).toList());
    }
    if (source.hasTest()) {
      sets.put("test", Collections.nCopies(models.size(), source.test()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("members", models.size());
    json.put("first_members_options", first.text());
    json.put("weights_sha256", models.stream().map(Model::sha256).toList());
    for (Map.Entry<String, List<Dataset>> set : sets.entrySet()) {
      Map<String, Object> errors = errors(models, set.getValue(), threads);
      json.put(set.getKey(), errors);
      report.result(line(set.getKey(), errors));
    }
    AtomicFile.write(
        folder.resolve("committee.json"),
        out -> out.write(Json.text(json).getBytes(StandardCharsets.UTF_8)));
    report.result("committee: " + folder);
    report.json(json);
  }

  /** Errors in percent, each member's on its set; the committee's if that is the same for all. */
  private static Map<String, Object> errors(List<Model> models, List<Dataset> sets, int threads) {
    Kernels kernels = KernelChoice.kernels();
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      each.add(error(Evaluator.evaluate(models.get(i), sets.get(i), kernels, threads)));
    }
    Map<String, Object> errors = new LinkedHashMap<>();
    errors.put("member_errors", each);
    errors.put(
        "mean_error", each.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    if (sets.stream().allMatch(sets.getFirst()::equals)) {
      errors.put(
          "committee_error",
          error(Evaluator.evaluateCommittee(models, sets.getFirst(), kernels, threads)));
    }
    return errors;
  }

  private static double error(Evaluation evaluation) {
    return 100.0 * (evaluation.size() - evaluation.correct()) / evaluation.size();
  }

  private static String line(String set, Map<String, Object> errors) {
    String line =
        String.format(
            Locale.ROOT,
            "%s error: members %s%%, mean %.3f%%",
            set,
            errors.get("member_errors"),
            errors.get("mean_error"));
    return errors.get("committee_error") instanceof Double committee
        ? line + String.format(Locale.ROOT, ", committee %.2f%%", committee)
        : line;
  }
}
