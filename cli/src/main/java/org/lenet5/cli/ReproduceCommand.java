package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.Chart;
import org.lenet5.cli.picture.PictureException;
import org.lenet5.io.AtomicFile;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Connections;
import org.lenet5.nn.Model;
import org.lenet5.train.TrainingState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Redoes the paper's experiments. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Redo a figure or table of LeCun et al. 1998: train what it needs, print the paper's numbers beside the measured ones.",
      "Trained networks are kept as run folders: a second call, or one after an interruption, goes on where the first one stopped."
    },
    subcommands = {
      ReproduceCommand.Table1.class,
      Equation1Command.class,
      Figure5Command.class,
      Figure6Command.class,
      Figure8Command.class,
      Figure9Command.class,
      Figure10Command.class,
      Figure11Command.class,
      Figure13Command.class,
      BoostedCommand.class,
      SgdVsBatchCommand.class,
      TopologyCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  lenet5 reproduce table1",
      "  lenet5 reproduce fig5 --seeds 42,43,44",
      "  lenet5 reproduce fig9 --quick"
    })
final class ReproduceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command: got none, expected table1, eq1, fig5, fig6, fig8, fig9, fig10, fig11, fig13, boosted, sgd-vs-batch or topology");
  }

  /** The options that all experiments share, and what they share in work. */
  static final class Experiment {
    private static final int ALL_SAMPLES = 60_000;
    private static final int QUICK_SAMPLES = 3000;
    private static final String QUICK_PASSES = "4";
    private static final int QUICK_SAMPLES_COMPARED = 500;
    private static final String QUICK_PASSES_COMPARED = "2";

    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = "reproduced",
        description = "Folder for trained networks and results. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
        names = "--quick",
        description =
            "A version of under a minute: 3,000 training samples and 4 passes, or fewer where there is much to train.")
    private boolean quick;

    @Option(
        names = "--train-samples",
        paramLabel = "N",
        description = "Use only the first N training samples. Default: all, or 3,000 if quick.")
    private Integer trainSamples;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin private Threads threads;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    boolean quick() {
      return quick;
    }

    int threads() {
      return threads.count();
    }

    int trainSamples() {
      return trainSamples(QUICK_SAMPLES);
    }

    private int trainSamples(int quickSamples) {
      return trainSamples != null ? trainSamples : quick ? quickSamples : ALL_SAMPLES;
    }

    /** The folder of trained networks; quick ones lie apart. */
    Path runs() {
      return quick ? out.resolve("quick") : out;
    }

    /** The paper's recipe with some options replaced. */
    TrainSettings paper(Map<String, String> replaced) {
      return settings(
          TrainCommand.paper(Architecture.LENET5_1998.id()), QUICK_SAMPLES, QUICK_PASSES, replaced);
    }

    /**
     * A network that the paper's own is compared with: Adam, as on a hold-out the paper's training
     * suits few of them (decision 0008). Quicker if quick, as there are many.
     */
    TrainSettings compared(Architecture architecture, Map<String, String> replaced) {
      return settings(
          Map.of("model", architecture.id(), "schedule", "cosine", "epochs", "40"),
          QUICK_SAMPLES_COMPARED,
          QUICK_PASSES_COMPARED,
          replaced);
    }

    /** The review's recipe, with some options replaced. */
    TrainSettings review(Map<String, String> replaced) {
      return settings(Map.of(), QUICK_SAMPLES, QUICK_PASSES, replaced);
    }

    private TrainSettings settings(
        Map<String, String> recipe,
        int quickSamples,
        String quickPasses,
        Map<String, String> replaced) {
      Map<String, String> text = TrainCommand.defaults();
      text.putAll(recipe);
      int samples = trainSamples(quickSamples);
      text.put("train-samples", samples == ALL_SAMPLES ? "all" : Integer.toString(samples));
      if (quick) {
        text.put("epochs", quickPasses);
      }
      text.putAll(replaced);
      return TrainSettings.of(text);
    }

    /** Trains, or goes on with, or just reads, the run of that name; its lines go to stderr. */
    TrainingState run(String name, TrainSettings settings) throws IOException {
      PrintWriter log = spec.commandLine().getErr();
      return TrainingRun.complete(
          runs().resolve(name), settings, threads(), new TrainingReport(log, log, false));
    }

    /** The model of a run, which is trained first if it is not yet. */
    Model model(String name, TrainSettings settings) throws IOException {
      run(name, settings);
      return ModelPath.read(runs().resolve(name));
    }

    /** Prints a result, and writes it as CSV and JSON. */
    void report(String name, Table table) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      String text = Json.text(table.json());
      out.print(json ? text : table.text());
      out.flush();
      write(name + ".csv", table.csv().getBytes(StandardCharsets.UTF_8));
      write(name + ".json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a PNG. */
    @FunctionalInterface
    interface Picture {
      byte[] png() throws PictureException;
    }

    /** Draws a chart, as SVG and PNG. */
    void draw(String name, Chart chart) throws IOException {
      write(name + ".svg", chart.svg());
      draw(name, (Picture) chart::png);
    }

    /** Draws a PNG, or says why it can't. */
    void draw(String name, Picture picture) throws IOException {
      try {
        write(name + ".png", picture.png());
      } catch (PictureException e) {
        note("no picture: " + e.getMessage());
      }
    }

    void write(String name, byte[] bytes) throws IOException {
      Files.createDirectories(runs());
      Path file = runs().resolve(name);
      AtomicFile.write(file, o -> o.write(bytes));
      note("wrote " + file);
    }

    void note(String line) {
      spec.commandLine().getErr().println(line);
    }
  }

  /** Which maps of S2 each map of C3 reads. */
  @Command(
      name = "table1",
      mixinStandardHelpOptions = true,
      description = "Table I: which maps of S2 each map of C3 reads.")
  static final class Table1 implements Callable<Integer> {
    private static final int S2_MAPS = 6;

    @Mixin private Experiment experiment;

    @Override
    public Integer call() throws IOException {
      Connections connections = Connections.TABLE_I;
      Table table = new Table("Table I: maps of S2 (rows) read by each map of C3 (columns)");
      for (int i = 0; i < S2_MAPS; i++) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("S2", i);
        for (int o = 0; o < connections.inputs().size(); o++) {
          row.put(Integer.toString(o), connections.inputs().get(o).contains(i) ? "X" : "");
        }
        table.add(row);
      }
      experiment.report("table1", table);
      return CommandLine.ExitCode.OK;
    }
  }
}
