package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lenet5.data.Dataset;
import org.lenet5.engine.Engine;
import org.lenet5.io.Printable;
import org.lenet5.run.DataSource;
import org.lenet5.run.EvaluationReport;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.NamedModel;
import org.lenet5.run.PictureSet;
import org.lenet5.run.SettingsText;
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
  @Parameters(
      paramLabel = "RUN|FILE",
      arity = "0..1",
      description =
          "The folder of a run or committee, or a safetensors file. Default: the weights inside the program.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR|FILE",
      defaultValue = "mnist",
      description = "Whose test set to use; see lenet5 train --help. Default: ${DEFAULT-VALUE}.")
  private String data;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Measure on pictures instead, found and prepared as predict does: a folder for each kind, and in it files named after what they show, such as fonts/7-3.png.")
  private Path images;

  @Option(names = "--transposed", description = "The images are stored column by column.")
  private boolean transposed;

  @Option(
      names = "--polarity",
      paramLabel = "INK",
      defaultValue = "auto",
      description =
          "What the test set is stored with: light-ink, as MNIST is, dark-ink, which is inverted, or auto, which is what the borders of its images tell. Default: ${DEFAULT-VALUE}.")
  private String polarity;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for evaluation.json and pictures. Default: evaluation beside the model, or here for the weights inside; with --images none.")
  private Path out;

  @Option(names = "--json", description = "Print evaluation.json.")
  private boolean json;

  @Mixin private Threads threads;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Engine engine = KernelChoice.engine(threads.count())) {
      NamedModel named = NamedModel.read(Optional.ofNullable(model));
      if (images != null) {
        evaluatePictures(named, engine);
      } else {
        DataSource source = DataSource.of(data, transposed, SettingsText.polarity(polarity));
        Dataset test = source.test();
        source.remarks().forEach(this::note);
        EvaluationReport report = EvaluationReport.of(named, test, engine);
        print(json ? report.json() : report.text());
        Path folder = out == null ? named.folder().resolve("evaluation") : out;
        wrote(report.write(folder, this::note), folder);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private void evaluatePictures(NamedModel named, Engine engine) throws IOException {
    for (String option : List.of("--data", "--transposed", "--polarity")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InvalidOptionException(
            option.substring(2), "it beside --images", "one of the two");
      }
    }
    PictureSet set = PictureSet.evaluate(images, named, engine);
    print(json ? set.json() : set.text());
    if (out != null) {
      wrote(set.write(out, this::note), out);
    }
    if (!set.failures().isEmpty()) {
      throw new IOException(
          "--images: got %d files of %d that could not be measured, expected none"
              .formatted(set.failures().size(), set.answers().size()));
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private void note(String line) {
    spec.commandLine().getErr().println(Printable.line(line));
  }

  private void wrote(List<String> names, Path folder) {
    note("wrote %s to %s".formatted(String.join(", ", names), Printable.path(folder)));
  }
}
