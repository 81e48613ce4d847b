package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.Mistake;
import org.lenet5.cli.picture.MistakeSheet;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.nn.Model;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The picture of all test images that the original network gets wrong. */
@Command(
    name = "fig8",
    mixinStandardHelpOptions = true,
    description =
        "Figure 8: all test images that the original network, trained with distortions, gets wrong. Uses the run of fig5 --distort.")
final class Figure8Command implements Callable<Integer> {
  private static final int PUBLISHED = 82;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    String run = "fig5-distorted/seed-42";
    Model model = experiment.model(run, Figure5Command.settings(experiment, "42", true));
    Dataset test = Mnist.test();
    Evaluation evaluation =
        Evaluator.evaluate(model, test, KernelChoice.kernels(), experiment.threads());
    List<Mistake> all = Mistake.worst(evaluation, test, evaluation.size());
    Table table = new Table("Figure 8: test images taken for another digit");
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("", "mistakes of 10,000");
    row.put("paper", PUBLISHED);
    row.put("here", all.size());
    table.add(row);
    experiment.report("fig8", table);
    String title = "LeNet-5 (1998), %d of 10,000".formatted(all.size());
    experiment.draw("fig8", () -> MistakeSheet.png(title, all));
    return CommandLine.ExitCode.OK;
  }
}
