package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lenet5.data.Dataset;
import org.lenet5.data.Holdout;
import org.lenet5.engine.Engine;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.FolderLock;
import org.lenet5.model.Model;

/**
 * Several runs that answer together. Each member has a folder of its own; what all of them are to
 * be is on record from the start, so that a stopped committee knows what is left.
 */
public final class Committee {
  /** More members than can help. */
  public static final int MOST = CommitteePlan.MOST;

  private Committee() {}

  /**
   * Trains the members, then measures them and all together.
   *
   * @param out the committee's folder, which is made; it must not hold a run
   * @param members what each is asked for, 1 to {@link #MOST}; {@link Recipe#members} makes them
   * @throws IOException if data can't be read, a folder can't be written, or training diverges
   * @throws InvalidOptionException if there are fewer training samples than asked for
   */
  public static CommitteeResult start(Path out, List<Settings> members, Runner runner)
      throws IOException {
    CommitteePlan plan = plan(members);
    return start(RunFolder.create(out), plan, runner);
  }

  /** The same in a folder under {@code runs} that is named after the time. */
  public static CommitteeResult start(List<Settings> members, Runner runner) throws IOException {
    CommitteePlan plan = plan(members);
    return start(RunFolder.create(), plan, runner);
  }

  /** Reads everybody's data, so that what is wrong with them is found before hours of training. */
  private static CommitteePlan plan(List<Settings> members) throws IOException {
    if (members.isEmpty() || members.size() > MOST) {
      throw new InvalidOptionException(
          "members", Integer.toString(members.size()), "an integer from 1 to " + MOST);
    }
    List<Map<String, String>> runs = new ArrayList<>();
    for (Settings member : members) {
      runs.add(RunData.read(member).notes());
    }
    return new CommitteePlan(runs);
  }

  private static CommitteeResult start(RunFolder folder, CommitteePlan plan, Runner runner)
      throws IOException {
    try (FolderLock _ = folder.lock(runner.listener()::note)) {
      folder.requireFree();
      Json.write(folder.committeeRecord(), plan.json(RunStatus.RUNNING));
      return complete(folder, plan, folder.settings().data(), runner);
    }
  }

  /**
   * Trains the members that are not finished, then measures them and all together.
   *
   * @throws IOException if a folder holds no run, a file can't be read or written, the data are not
   *     the run's, or training diverges
   */
  public static CommitteeResult resume(RunFolder folder, Runner runner) throws IOException {
    return resume(folder, folder.settings(), runner);
  }

  /**
   * The same with the data from elsewhere.
   *
   * @param asked the first member's settings, but for another place of the data
   * @throws InvalidOptionException if another setting differs
   */
  public static CommitteeResult resume(RunFolder folder, Settings asked, Runner runner)
      throws IOException {
    SettingsText.requireSame(folder.settings(), asked);
    try (FolderLock _ = folder.lock(runner.listener()::note)) {
      return complete(folder, folder.plan(), asked.data(), runner);
    }
  }

  /** With the folder's lock held. */
  private static CommitteeResult complete(
      RunFolder folder, CommitteePlan plan, String data, Runner runner) throws IOException {
    List<RunFolder> members = folder.members();
    List<Settings> settings = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Map<String, String> notes = plan.runs().get(i);
      runner.listener().memberStarted(i + 1, members.size());
      settings.add(folder.settings(notes).withData(data));
      runner.complete(members.get(i).path(), settings.getLast(), notes);
    }
    CommitteeResult result = measure(folder, settings, runner.engine());
    Json.write(folder.committeeRecord(), json(plan, result));
    return result;
  }

  /** Each member on its hold-out, and all of them together on what none has learned from. */
  private static CommitteeResult measure(RunFolder folder, List<Settings> settings, Engine engine)
      throws IOException {
    List<Model> models = folder.models();
    Settings first = settings.getFirst();
    DataSource source = DataSource.of(first.data(), first.transposed(), first.polarity());
    Optional<CommitteeResult.Errors> holdout = Optional.empty();
    if (first.holdout().isPresent()) {
      Dataset train = source.train();
      Map<Holdout.Part, Dataset> parts = new LinkedHashMap<>();
      List<Dataset> kept = new ArrayList<>();
      for (Settings each : settings) {
        kept.add(
            parts.computeIfAbsent(
                each.holdout().orElseThrow(), part -> Holdout.of(train, part).valid()));
      }
      holdout = Optional.of(errors(models, kept, engine));
    }
    Optional<CommitteeResult.Errors> test = Optional.empty();
    if (source.hasTest()) {
      test = Optional.of(errors(models, Collections.nCopies(models.size(), source.test()), engine));
    }
    return new CommitteeResult(folder, first, models, holdout, test);
  }

  /** Each member's errors on its set; the committee's if that is the same for all. */
  private static CommitteeResult.Errors errors(
      List<Model> models, List<Dataset> sets, Engine engine) {
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      each.add(error(Evaluator.evaluate(models.get(i), sets.get(i), engine)));
    }
    double mean = each.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    boolean same = sets.stream().allMatch(sets.getFirst()::equals);
    OptionalDouble committee =
        same
            ? OptionalDouble.of(error(Evaluator.evaluateCommittee(models, sets.getFirst(), engine)))
            : OptionalDouble.empty();
    return new CommitteeResult.Errors(each, mean, committee);
  }

  private static double error(Evaluation evaluation) {
    return 100.0 * (evaluation.size() - evaluation.correct()) / evaluation.size();
  }

  private static Map<String, Object> json(CommitteePlan plan, CommitteeResult result) {
    Map<String, Object> json = plan.json(RunStatus.DONE);
    json.put("weights_sha256", result.models().stream().map(Model::sha256).toList());
    result.holdout().ifPresent(errors -> json.put("hold-out", json(errors)));
    result.test().ifPresent(errors -> json.put("test", json(errors)));
    return json;
  }

  private static Map<String, Object> json(CommitteeResult.Errors errors) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("member_errors", errors.members());
    json.put("mean_error", errors.mean());
    errors.committee().ifPresent(error -> json.put("committee_error", error));
    return json;
  }
}
