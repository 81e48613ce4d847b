package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lenet5.engine.Engine;
import org.lenet5.paper.BoostedLeNet4;
import org.lenet5.paper.Equation1;
import org.lenet5.paper.Experiments;
import org.lenet5.paper.Figure10;
import org.lenet5.paper.Figure11;
import org.lenet5.paper.Figure13;
import org.lenet5.paper.Figure5;
import org.lenet5.paper.Figure6;
import org.lenet5.paper.Figure8;
import org.lenet5.paper.Figure9;
import org.lenet5.paper.Report;
import org.lenet5.paper.SgdVsBatch;
import org.lenet5.paper.Table1;
import org.lenet5.paper.Topology;
import org.lenet5.run.NamedModel;
import org.lenet5.run.Recipe;
import org.lenet5.run.SettingsText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Redoes the paper's experiments: each command is a call of {@code org.lenet5.paper}. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Redo a figure or table of LeCun et al. 1998: train what it needs, print the paper's numbers beside the measured ones.",
      "Trained networks are kept as run folders: a second call, or one after an interruption, goes on where the first one stopped."
    },
    subcommands = {
      ReproduceCommand.OfTable1.class,
      ReproduceCommand.OfEquation1.class,
      ReproduceCommand.OfFigure5.class,
      ReproduceCommand.OfFigure6.class,
      ReproduceCommand.OfFigure8.class,
      ReproduceCommand.OfFigure9.class,
      ReproduceCommand.OfFigure10.class,
      ReproduceCommand.OfFigure11.class,
      ReproduceCommand.OfFigure13.class,
      ReproduceCommand.OfBoostedLeNet4.class,
      ReproduceCommand.OfSgdVsBatch.class,
      ReproduceCommand.OfTopology.class
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

  /** A call of the library. */
  @FunctionalInterface
  private interface Measurement {
    Report of(Experiments experiments) throws IOException;
  }

  /** The options that all have, and how a report is printed. */
  private abstract static class Experiment implements Callable<Integer> {
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

    @Spec private CommandSpec spec;

    /** What the options ask for. */
    abstract Measurement measurement();

    /** Whether anything is trained, in less time or on fewer samples if asked for. */
    boolean trains() {
      return true;
    }

    @Override
    public Integer call() throws IOException {
      Measurement measurement = measurement();
      CommandLine command = spec.commandLine();
      if (!trains() && (quick || trainSamples != null)) {
        command
            .getErr()
            .println("--quick and --train-samples have no effect here: nothing is trained");
      }
      OptionalInt samples =
          trainSamples == null ? OptionalInt.empty() : OptionalInt.of(trainSamples);
      try (Engine engine = KernelChoice.engine(threads.count());
          TrainingLines lines = TrainingLines.aside(command.getErr())) {
        Experiments experiments = new Experiments(out, quick, samples, engine, lines);
        Report report = measurement.of(experiments);
        PrintWriter stdout = command.getOut();
        stdout.print(json ? report.table().json() : report.table().text());
        stdout.flush();
        experiments.write(report);
      }
      return CommandLine.ExitCode.OK;
    }
  }

  @Command(
      name = "table1",
      mixinStandardHelpOptions = true,
      description = "Table I: which maps of S2 each map of C3 reads.")
  static final class OfTable1 extends Experiment {
    @Override
    Measurement measurement() {
      return _ -> new Table1();
    }

    @Override
    boolean trains() {
      return false;
    }
  }

  @Command(
      name = "eq1",
      mixinStandardHelpOptions = true,
      description = {
        "Equation 1, E_test - E_train = k (h/P)^alpha: how the gap between test and training error shrinks with the number P of training samples.",
        "Fits alpha and the product k h^alpha to the original network's errors; no errors tell k from the capacity h. Shares runs with fig6; some minutes for each size."
      })
  static final class OfEquation1 extends Experiment {
    @Override
    Measurement measurement() {
      return Equation1::measure;
    }
  }

  @Command(
      name = "fig5",
      mixinStandardHelpOptions = true,
      description = {
        "Figure 5: the original network's error on training and test set after each of 20 passes.",
        "Takes some minutes a seed. The errors are those after the pass; nothing is chosen by the test set."
      })
  static final class OfFigure5 extends Experiment {
    @Option(
        names = "--seeds",
        paramLabel = "LIST",
        defaultValue = "42",
        description = "Seeds; the means are printed. Default: ${DEFAULT-VALUE}.")
    private String seeds;

    @Option(
        names = "--distort",
        description = "The paper's second experiment: distorted images beside the originals.")
    private boolean distort;

    @Override
    Measurement measurement() {
      var numbers = Stream.of(seeds.split(",")).map(OfFigure5::seed).distinct().toList();
      return experiments -> Figure5.measure(experiments, numbers, distort);
    }

    private static long seed(String text) {
      return SettingsText.read(Recipe.PAPER, Map.of("seed", text)).options().seed();
    }
  }

  @Command(
      name = "fig6",
      mixinStandardHelpOptions = true,
      description = {
        "Figure 6: errors of the original network over the size of the training set; eq1 fits a law to more sizes.",
        "A set of half the size is passed over twice as often, so that all runs see as many patterns. Takes some minutes for each size."
      })
  static final class OfFigure6 extends Experiment {
    @Override
    Measurement measurement() {
      return Figure6::measure;
    }
  }

  @Command(
      name = "fig8",
      mixinStandardHelpOptions = true,
      description =
          "Figure 8: all test images that the original network, trained with distortions, gets wrong. Uses the run of fig5 --distort.")
  static final class OfFigure8 extends Experiment {
    @Override
    Measurement measurement() {
      return Figure8::measure;
    }
  }

  @Command(
      name = "fig9",
      mixinStandardHelpOptions = true,
      description = {
        "Figure 9: test errors of several methods, with parameters and multiply-adds (figures 11 and 12).",
        "All choices, such as k and the ridge, are made on a hold-out of the training set. LeNet-5 is trained as in figure 5, the other networks by Adam, all in all for about an hour."
      })
  static final class OfFigure9 extends Experiment {
    @Override
    Measurement measurement() {
      return Figure9::measure;
    }
  }

  @Command(
      name = "fig10",
      mixinStandardHelpOptions = true,
      description = {
        "Figure 10: how many test images must be rejected so that 0.5%% of the rest are mistakes. Those with the least difference of the two top scores are rejected.",
        "Uses the runs of fig5, fig9 and boosted; some minutes for each that is not there yet. Nothing is chosen by the test set: the curve shows every threshold."
      })
  static final class OfFigure10 extends Experiment {
    @Override
    Measurement measurement() {
      return Figure10::measure;
    }
  }

  @Command(
      name = "fig11",
      aliases = "fig12",
      mixinStandardHelpOptions = true,
      description = {
        "Figures 11 and 12: multiply-adds for a character, and free parameters, of each network. Trains nothing.",
        "Sums of pooling windows, biases and squashing are not counted."
      })
  static final class OfFigure11 extends Experiment {
    @Override
    Measurement measurement() {
      return _ -> Figure11.measure();
    }

    @Override
    boolean trains() {
      return false;
    }
  }

  @Command(
      name = "fig13",
      mixinStandardHelpOptions = true,
      description = {
        "Figure 13: how many test images are still known when all are scaled, moved, rotated, or have inverted pixels.",
        "Uses the run of fig5 --distort, and trains another with distortions and noise, as the paper's was; each takes some minutes."
      })
  static final class OfFigure13 extends Experiment {
    @Option(
        names = "--model",
        paramLabel = "RUN|FILE",
        description = "Measure this model instead, and train none.")
    private Path model;

    @Override
    Measurement measurement() {
      return model == null
          ? Figure13::measure
          : experiments -> Figure13.measure(experiments, NamedModel.read(model));
    }
  }

  @Command(
      name = "boosted",
      mixinStandardHelpOptions = true,
      description = {
        "Boosted LeNet-4 (section III.C): three networks, their outputs added. The first is trained with distortions, the second on distorted images that the first gets right and wrong by turns, the third on those about which the two disagree.",
        "Takes some minutes a network. The chosen images are kept beside the runs, 70 MB for each of the two."
      })
  static final class OfBoostedLeNet4 extends Experiment {
    @Override
    Measurement measurement() {
      return BoostedLeNet4::measure;
    }
  }

  @Command(
      name = "sgd-vs-batch",
      mixinStandardHelpOptions = true,
      description = {
        "Section I.B and appendix B: stochastic gradient descent, a step for each pattern, learns in far fewer passes than batch gradient descent, a step for each pass.",
        "Trains the modern LeNet-5 by plain gradient descent with steps of 1, 32 and all patterns, each at three rates, and shows the rate of the least loss on a hold-out of 5,000 training images."
      })
  static final class OfSgdVsBatch extends Experiment {
    @Override
    Measurement measurement() {
      return SgdVsBatch::measure;
    }
  }

  @Command(
      name = "topology",
      mixinStandardHelpOptions = true,
      description = {
        "Section II: a fully connected network ignores the topology of its input. With all pixels in one fixed random order it learns as before, and LeNet-5 loses what its convolutions know.",
        "Trains two networks on MNIST and on permuted MNIST for 10 epochs of Adam; takes a minute or two. Nothing is chosen by the test set."
      })
  static final class OfTopology extends Experiment {
    @Override
    Measurement measurement() {
      return Topology::measure;
    }
  }
}
