package org.lenet5.engine.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lenet5.engine.block.Workspace.START;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.RbfCodes;
import org.lenet5.layer.Shape;
import org.lenet5.network.Network;
import org.lenet5.network.ReferenceNetwork;

/** Second derivatives of whole networks: the recursion, and what it approximates. */
class CurvatureTest {
  private static final int LANES = Lanes.LANES;
  private static final RbfCodes CODES = RbfCodes.of(List.of("0", "1", "8"));

  /** A few hundred sums and products in double. */
  private static final double ROUNDINGS = 1e-12;

  /**
   * Of the largest value of a parameter. A float activation is off by n U of its terms, n at most
   * 100 here: 6e-6; what is squared by twice that.
   */
  private static final double FLOAT_ACTIVATIONS = 2e-5;

  private final SplittableRandom random = new SplittableRandom(1989);

  /**
   * Where every weight reaches the outputs by one unit alone there is nothing off the diagonal to
   * leave out: h is the diagonal of J' diag(seed) J, J the Jacobian of all outputs by all
   * parameters.
   */
  static Stream<Network> exact() {
    return Stream.of(
        Network.input(1, 2, 3).dense("F6", 4).tanh().dense("OUT", 3),
        Network.input(1, 3, 3).convolution("C5", 5, 3).scaledTanh().dense("OUT", 3).tanh(),
        Network.input(2, 5, 6).convolution("C1", 2, 3).scaledTanh(),
        Network.input(3, 4, 5)
            .convolution("C3", new Connections(List.of(List.of(0, 2), List.of(1))), 2)
            .tanh(),
        Network.input(2, 5, 4).subsampling("S2", 2).scaledTanh(),
        Network.input(1, 2, 2).dense("F6", RbfCodes.LENGTH).scaledTanh().rbf("OUT", CODES),
        // One unit in each layer: a chain.
        Network.input(1, 4, 4)
            .subsampling("S2", 4)
            .tanh()
            .dense("F5", 1)
            .scaledTanh()
            .averagePool("S", 1)
            .dense("F6", 1)
            .tanh()
            .dense("OUT", 2));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void isTheDiagonalOfGaussNewton(Network network) {
    ReferenceNetwork reference = new ReferenceNetwork(network);
    int n = network.parameterCount();
    double[] p = random.doubles(n, -0.5, 0.5).toArray();
    double[][] activations =
        reference.forward(p, random.doubles(network.input().size(), -1, 1).toArray());
    double[] seed = random.doubles(network.output().size(), 0.1, 1).toArray();
    double[] diagonal = new double[n];
    for (int i = 0; i < seed.length; i++) {
      double[] dy = new double[seed.length];
      dy[i] = 1;
      double[] row = new double[n];
      reference.backward(p, activations, dy, row);
      for (int k = 0; k < n; k++) {
        diagonal[k] += seed[i] * row[k] * row[k];
      }
    }
    double[] h = new double[n];
    reference.curvature(p, activations, network.layers().size(), seed, h);
    assertThat(Arrays.stream(h).max().orElseThrow()).isGreaterThan(0.001);
    assertThat(h).containsExactly(diagonal, within(ROUNDINGS));
  }

  static Stream<Network> all() {
    return Stream.concat(
        exact(),
        Stream.of(
            Network.input(1, 14, 14)
                .convolution("C1", 3, 3)
                .scaledTanh()
                .subsampling("S2", 2)
                .scaledTanh()
                .convolution("C3", new Connections(List.of(List.of(0, 1), List.of(1, 2))), 3)
                .scaledTanh()
                .subsampling("S4", 2)
                .scaledTanh()
                .convolution("C5", 5, 2)
                .scaledTanh()
                .dense("F6", RbfCodes.LENGTH)
                .scaledTanh()
                .rbf("OUT", CODES),
            Network.input(1, 9, 8)
                .convolution("C1", 2, 3)
                .tanh()
                .averagePool("S2", 2)
                .dense("OUT", 4)));
  }

  /** Blocks of floats against the recursion in double, sample by sample. */
  @ParameterizedTest
  @MethodSource("all")
  void agreesWithTheReference(Network network) {
    ReferenceNetwork reference = new ReferenceNetwork(network);
    int n = network.parameterCount();
    int from = network.layers().size();
    float[] parameters = network.initialParameters(3);
    double[] p = new double[n];
    for (int k = 0; k < n; k++) {
      p[k] = parameters[k];
    }
    BlockNetwork blocks = new BlockNetwork(network, new ScalarKernels());
    Workspace workspace = blocks.forTraining();
    double[] expected = new double[n];
    for (int lane = 0; lane < LANES; lane++) {
      double[] x = new double[network.input().size()];
      for (int i = 0; i < x.length; i++) {
        float value = (float) random.nextDouble(-1, 1);
        workspace.input()[START + i * LANES + lane] = value;
        x[i] = value;
      }
      double[] seed = new double[network.output().size()];
      for (int i = 0; i < seed.length; i++) {
        float value = lane == 5 ? 0 : (float) random.nextDouble(); // lane 5 has no sample
        workspace.gradient(from - 1)[START + i * LANES + lane] = value;
        seed[i] = value;
      }
      reference.curvature(p, reference.forward(p, x), from, seed, expected);
    }
    float[] h = new float[n];
    blocks.forward(parameters, workspace);
    blocks.curvature(parameters, workspace, from, h);
    for (Parameter parameter : network.parameters()) {
      int end = parameter.offset() + parameter.size();
      double largest = Arrays.stream(expected, parameter.offset(), end).max().orElseThrow();
      assertThat(largest).isPositive();
      for (int k = parameter.offset(); k < end; k++) {
        assertThat((double) h[k])
            .as("%s[%d]", parameter.name(), k - parameter.offset())
            .isCloseTo(expected[k], within(FLOAT_ACTIVATIONS * largest));
      }
    }
  }

  /** The seed 1 at F6 is the whole second derivative of half the distance to one code. */
  @Test
  void halfADistanceHasTheSecondDerivativeOne() {
    Rbf rbf = new Rbf("OUT", Shape.units(RbfCodes.LENGTH), CODES, 1);
    double[] x = random.doubles(RbfCodes.LENGTH, -1, 1).toArray();
    double h = 0.125;
    double middle = ReferenceNetwork.forward(rbf, new double[0], x)[1] / 2;
    for (int j = 0; j < x.length; j++) {
      double value = x[j];
      x[j] = value + h;
      double above = ReferenceNetwork.forward(rbf, new double[0], x)[1] / 2;
      x[j] = value - h;
      double below = ReferenceNetwork.forward(rbf, new double[0], x)[1] / 2;
      x[j] = value;
      assertThat((above - 2 * middle + below) / (h * h)).isCloseTo(1, within(ROUNDINGS));
    }
  }

  /** Started below the output, the pass never looks at it. */
  @Test
  void startsAtAnyLayer() {
    Network network = Network.input(1, 2, 2).dense("F6", RbfCodes.LENGTH).rbf("OUT", CODES);
    float[] parameters = network.initialParameters(1);
    BlockNetwork blocks = new BlockNetwork(network, new ScalarKernels());
    Workspace workspace = blocks.forTraining();
    for (int i = 0; i < 4; i++) {
      workspace.input()[START + i * LANES] = i + 1;
    }
    blocks.forward(parameters, workspace);
    Arrays.fill(workspace.outputGradient(), Float.NaN);
    for (int i = 0; i < RbfCodes.LENGTH; i++) {
      workspace.gradient(0)[START + i * LANES] = 1;
    }
    float[] h = new float[network.parameterCount()];
    blocks.curvature(parameters, workspace, 1, h);
    for (int i = 0; i < RbfCodes.LENGTH; i++) {
      assertThat(Arrays.copyOfRange(h, 4 * i, 4 * i + 4)).containsExactly(1, 4, 9, 16);
      assertThat(h[4 * RbfCodes.LENGTH + i]).isEqualTo(1);
    }
  }
}
