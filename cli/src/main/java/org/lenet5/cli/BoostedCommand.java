package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.eval.Evaluation;
import org.lenet5.paper.Boosting;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Three networks of LeNet-4, the later ones trained on what the earlier ones find hard. */
@Command(
    name = "boosted",
    mixinStandardHelpOptions = true,
    description = {
      "Boosted LeNet-4 (section III.C): three networks, their outputs added. The first is trained with distortions, the second on distorted images that the first gets right and wrong by turns, the third on those about which the two disagree.",
      "Takes some minutes a network. The chosen images are kept beside the runs, 70 MB for each of the two."
    })
final class BoostedCommand implements Callable<Integer> {
  /** Test error in percent. */
  static final double PUBLISHED = 0.7;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    BoostedLeNet4 boosted = BoostedLeNet4.of(experiment);
    long once = boosted.network().multiplyAdds();
    Table table = new Table("Boosted LeNet-4: test error in percent");
    String[] networks = {"first", "second", "third"};
    for (int i = 0; i < networks.length; i++) {
      Evaluation alone = boosted.alone().get(i);
      int parameters = boosted.network().parameterCount();
      table.add(row(networks[i] + " alone", Double.NaN, alone.accuracy(), parameters, once));
    }
    int parameters = boosted.parameters();
    table.add(row("all", Double.NaN, boosted.all().accuracy(), parameters, networks.length * once));
    double inTurn = boosted.inTurn().accuracy();
    table.add(
        row(
            "all, where the first is unsure",
            PUBLISHED,
            inTurn,
            parameters,
            boosted.multiplyAdds()));
    table.note("parameters (paper)", 51_000);
    table.note("multiply-adds (paper)", 460_000);
    table.note("networks asked on average (paper)", Boosting.PUBLISHED_NETWORKS);
    table.note("networks asked on average (here)", boosted.inTurn().networks());
    experiment.report("boosted", table);
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, Object> row(
      String networks, double published, double accuracy, int parameters, long multiplyAdds) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("networks", networks);
    row.put("paper", published);
    row.put("here", 100 * (1 - accuracy));
    row.put("parameters", parameters);
    row.put("multiply-adds", multiplyAdds);
    return row;
  }
}
