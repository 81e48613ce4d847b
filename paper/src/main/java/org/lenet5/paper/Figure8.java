package org.lenet5.paper;

import java.io.IOException;
import java.util.List;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.run.chart.Mistake;
import org.lenet5.run.chart.MistakeSheet;

/**
 * Figure 8: all test images that the original network, trained with distortions, gets wrong.
 *
 * @param mistakes the worst first
 */
public record Figure8(List<Mistake> mistakes) implements Report {
  private static final int PUBLISHED = 82;

  /**
   * Trains a network with distortions, figure 5's of seed 42, and asks it for all test images.
   *
   * @throws IOException if data can't be read, or the run can't be written or is one of other
   *     settings
   */
  public static Figure8 measure(Experiments experiments) throws IOException {
    Dataset test = Mnist.test();
    Evaluation evaluation =
        Evaluator.evaluate(
            experiments.model(experiments.original(true)), test, experiments.engine());
    return new Figure8(Mistake.worst(evaluation, test, evaluation.size()));
  }

  @Override
  public String name() {
    return "fig8";
  }

  @Override
  public Table table() {
    Table table = new Table("Figure 8: test images taken for another digit", "", "paper", "here");
    table.add("mistakes of 10,000", PUBLISHED, mistakes.size());
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    String title = "LeNet-5 (1998), %d of 10,000".formatted(mistakes.size());
    return List.of(new Illustration.OfImages("fig8", () -> MistakeSheet.png(title, mistakes)));
  }
}
