package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.engine.Engine;
import org.lenet5.io.Printable;
import org.lenet5.run.Committee;
import org.lenet5.run.CommitteeResult;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.Recipe;
import org.lenet5.run.RunFolder;
import org.lenet5.run.Runner;
import org.lenet5.run.Settings;
import org.lenet5.run.SettingsText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network and leaves a run folder. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = SettingsOptions.Defaults.class,
    description = {
      "Train a network. Without options: the review's configuration, LeNet-5 on MNIST for 15 epochs.",
      "Equal options and data give equal weights, bit for bit, on any machine and number of threads."
    },
    footer = {
      "",
      "Examples:",
      "  lenet5 train",
      "  lenet5 train --validation holdout:5000 --patience 3 --epochs 50",
      "  lenet5 train --data fashion-mnist --schedule one-cycle --learning-rate 0.003",
      "  lenet5 train --until-accuracy 0.99 --schedule one-cycle --learning-rate 0.005 --epochs 4 --weight-decay 0.12 --deslant --distort rotate=7.5,scale=0.08,shear=0.1,translate=0.8",
      "  lenet5 train --distort --schedule cosine --epochs 40",
      "  lenet5 train --recipe paper           the network of 1998, as it was trained",
      "  lenet5 train --recipe paper --model lenet4 --deslant",
      "  lenet5 train --recipe best            the most accurate network, about ten minutes",
      "  lenet5 train --recipe committee       seven of them, whose probabilities are averaged",
      "  lenet5 train --resume                 go on with the youngest run under runs/",
      "  lenet5 train --resume --out runs/a    go on with this one"
    })
final class TrainCommand implements Callable<Integer> {

  @Mixin private SettingsOptions settings;
  @Mixin private Threads threads;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "review",
      description =
          "Other defaults for all options: review; paper: the 1998 network or another --model of the paper, their losses and the paper's training; best: the most accurate training found for lenet5; committee: seven members by the recipe best, every other one without deslanting, each with another hold-out. For fashion-mnist the last two distort as suits clothes. Default: ${DEFAULT-VALUE}.")
  private String recipe;

  @Option(
      names = "--members",
      paramLabel = "N",
      description =
          "Train a committee: N runs with seeds from --seed on, whose mean probabilities answer; evaluate and predict take its folder like a run's. Default: 1, with --recipe committee 7.")
  private Integer members;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run. Default: runs/<time>.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Go on with a run that was stopped, to the same bits as if it had not been. Options are the run's own; --epochs may be larger, and --data elsewhere.")
  private boolean resume;

  @Option(names = "--json", description = "Print run.json instead of the lines of epochs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int threadCount = threads.count();
    if (out != null && out.toString().isEmpty()) {
      throw new InvalidOptionException("out", "an empty name", "a folder");
    }
    if (members != null && (members < 1 || members > Committee.MOST)) {
      throw new InvalidOptionException(
          "members", members.toString(), "an integer from 1 to " + Committee.MOST);
    }
    Map<String, String> typed = SettingsOptions.typed(spec.commandLine().getParseResult());
    PrintWriter stdout = spec.commandLine().getOut();
    try (Engine engine = KernelChoice.engine(threadCount);
        TrainingLines lines = TrainingLines.of(stdout, spec.commandLine().getErr(), json)) {
      Runner runner = new Runner(engine, lines);
      Path record = resume ? resume(runner, typed) : start(runner, typed);
      if (json) {
        stdout.print(Files.readString(record));
        stdout.flush();
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** Trains a new run or committee; returns the file of its record. */
  private Path start(Runner runner, Map<String, String> typed) throws IOException {
    Recipe chosen = Recipe.of(recipe);
    Settings asked = SettingsText.read(chosen, typed);
    int count = members != null ? members : chosen.members();
    if (count > 1) {
      List<Settings> all = chosen.members(asked, count);
      return print(out != null ? Committee.start(out, all, runner) : Committee.start(all, runner));
    }
    return (out != null ? runner.start(out, asked) : runner.start(asked)).folder().record();
  }

  /** Goes on with a run, or a committee; returns the file of its record. */
  private Path resume(Runner runner, Map<String, String> typed) throws IOException {
    RunFolder folder = out != null ? new RunFolder(out) : RunFolder.youngest();
    if (out == null) {
      runner.listener().note("going on with the run that was worked on last: " + folder);
    }
    if (spec.commandLine().getParseResult().hasMatchedOption("--recipe")) {
      throw new InvalidOptionException("recipe", recipe, "none; the run to resume has its options");
    }
    int count = folder.isCommittee() ? folder.members().size() : 1;
    if (members != null && members != count) {
      throw new InvalidOptionException(
          "members", members.toString(), count + ", as in the run to resume");
    }
    Settings asked = SettingsText.changed(folder.settings(), typed);
    return folder.isCommittee()
        ? print(Committee.resume(folder, asked, runner))
        : runner.resume(folder, asked).folder().record();
  }

  private Path print(CommitteeResult result) {
    if (!json) {
      PrintWriter stdout = spec.commandLine().getOut();
      result.holdout().ifPresent(errors -> stdout.println(line("hold-out", errors)));
      result.test().ifPresent(errors -> stdout.println(line("test", errors)));
      stdout.println("committee: " + Printable.path(result.folder().path()));
    }
    return result.folder().committeeRecord();
  }

  private static String line(String set, CommitteeResult.Errors errors) {
    String line =
        String.format(
            Locale.ROOT,
            "%s error: members %s%%, mean %.3f%%",
            set,
            errors.members(),
            errors.mean());
    return errors.committee().isPresent()
        ? line + String.format(Locale.ROOT, ", committee %.2f%%", errors.committee().getAsDouble())
        : line;
  }
}
