package org.lenet5.paper;

import java.util.List;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Network;

/**
 * Figures 11 and 12: what a network costs, in multiply-adds for a character and in free parameters.
 */
public final class Figure11 {
  private static final int DIGITS = 10;

  /** LeNet-4s in the boosted one. */
  private static final int BOOSTED = 3;

  private Figure11() {}

  /**
   * A network's costs, in thousands.
   *
   * @param multiplyAdds counted, biases not
   * @param publishedMultiplyAdds the paper's; NaN where it gives none
   * @param parameters counted
   * @param publishedParameters the paper's; NaN where it gives none
   */
  public record Cost(
      String name,
      double multiplyAdds,
      double publishedMultiplyAdds,
      double parameters,
      double publishedParameters) {}

  /** The costs of the networks built here, the cheapest first. */
  public static List<Cost> costs() {
    Network lenet4 = Architecture.LENET4.network(DIGITS);
    return List.of(
        cost(Architecture.LINEAR, 4, 4),
        cost(Architecture.LENET1, 100, 3),
        cost(Architecture.LENET4, 260, 17),
        cost(Architecture.LENET5_1998, 401, 60),
        new Cost(
            "boosted LeNet-4",
            Boosting.PUBLISHED_NETWORKS * lenet4.multiplyAdds() / 1000,
            460,
            BOOSTED * lenet4.parameterCount() / 1000.0,
            51),
        cost(Architecture.MLP_300, Double.NaN, Double.NaN),
        cost(Architecture.MLP_300_100, Double.NaN, Double.NaN),
        cost(Architecture.MLP_500_150, Double.NaN, Double.NaN),
        cost(Architecture.MLP_1000, Double.NaN, Double.NaN));
  }

  private static Cost cost(
      Architecture architecture, double publishedMultiplyAdds, double publishedParameters) {
    Network network = architecture.network(DIGITS);
    return new Cost(
        architecture.title(),
        network.multiplyAdds() / 1000.0,
        publishedMultiplyAdds,
        network.parameterCount() / 1000.0,
        publishedParameters);
  }
}
