package org.lenet5.engine.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lenet5.engine.block.Workspace.START;
import static org.lenet5.layer.Convolution.Method.DIRECT;
import static org.lenet5.layer.Convolution.Method.MINIMAL_FILTERING;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.RbfCodes;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.layer.Subsampling;
import org.lenet5.network.ReferenceNetwork;

/** Each layer, alone: against the double reference, and its two passes against each other. */
class BlockLayerTest {
  private static final int LANES = Lanes.LANES;

  /** Half a unit in the last place, relative: what one rounding may cost. */
  private static final double U = 0x1p-24;

  /** Roundings of the last steps: the tree of lanes and the sum with what was there. */
  private static final int TREE = 5;

  /** Units in the last place that the float tanh may be off. */
  private static final double TANH_ULPS = 4;

  /**
   * And the scaled one: the same twice, as a unit in the last place is up to two of U of the value,
   * and four roundings, of both products and both constants.
   */
  private static final double SCALED_TANH_ULPS = 2 * TANH_ULPS + 4;

  private static final Connections TABLE =
      new Connections(List.of(List.of(0, 2), List.of(1), List.of(0, 1, 2), List.of(0)));

  private final SplittableRandom random = new SplittableRandom(1989);
  private final Kernels kernels = new ScalarKernels();

  /** By minimal filtering: rows of 5, 10 and 5. */
  static Stream<Layer> filtered() {
    return Stream.of(
        new Convolution("C", new Shape(3, 7, 9), 4, 5, MINIMAL_FILTERING, 11),
        new Convolution("C", new Shape(2, 6, 14), 5, 5, MINIMAL_FILTERING, 11),
        new Convolution("C", new Shape(1, 5, 9), 1, 5, MINIMAL_FILTERING, 11));
  }

  static Stream<Layer> linear() {
    return Stream.concat(exact(), filtered());
  }

  /** On integers. */
  static Stream<Layer> exact() {
    Shape odd = new Shape(3, 7, 6);
    return Stream.of(
        new Convolution("C", odd, 4, 3, DIRECT, 11),
        new Convolution("C", odd, 2, 1, DIRECT, 11),
        new Convolution("C", new Shape(2, 5, 5), 7, 5, DIRECT, 11),
        new Dense("D", odd, 5, 1, 11),
        new Dense("D", Shape.units(1), 1, 1, 11),
        new Dense("D", odd, 5, 42, 11),
        new PartialConvolution("C", odd, TABLE, 3, 11),
        new PartialConvolution("C", new Shape(3, 4, 4), TABLE, 4, 11),
        new Subsampling("S", odd, 2, 11),
        new Subsampling("S", odd, 3, 11),
        new AveragePool("S", odd, 2),
        new AveragePool("S", odd, 1));
  }

  static Stream<Layer> direct() {
    return Stream.concat(
        exact(),
        Stream.of(
            new AveragePool("S", new Shape(2, 7, 6), 3),
            new Rbf("OUT", new Shape(21, 2, 2), RbfCodes.of(List.of("A", "8", "~")), 1),
            new Rbf("OUT", new Shape(84, 1, 3), RbfCodes.of(List.of("A", "8")), 3),
            new Squashing(new Shape(2, 3, 4), Squashing.Function.TANH),
            new Squashing(new Shape(2, 3, 4), Squashing.Function.SCALED_TANH)));
  }

  static Stream<Layer> all() {
    return Stream.concat(direct(), filtered());
  }

  /**
   * A sum of n products, each added by one rounding, is off by at most {@code n U / (1 - n U)}
   * times the sum of the products' magnitudes (Higham 2002, section 3.1); the reference on absolute
   * values computes that sum.
   */
  @ParameterizedTest
  @MethodSource("direct")
  void agreesWithTheReference(Layer layer) {
    agrees(layer, magnitude -> magnitude);
  }

  /**
   * The nine values of a tile are sums and differences of all its inputs, so that an output's error
   * is one of the largest magnitude around; four times that of direct sums, and never eight.
   */
  @ParameterizedTest
  @MethodSource("filtered")
  void minimalFilteringAgreesWithTheReference(Layer layer) {
    agrees(
        layer,
        magnitude -> {
          double most = Arrays.stream(magnitude).max().orElseThrow();
          return Arrays.stream(magnitude).map(m -> 8 * most).toArray();
        });
  }

  private void agrees(Layer layer, UnaryOperator<double[]> bound) {
    Block block = new Block(layer, false);
    block.run();
    double[] p = doubles(block.parameters);
    double[] dp = new double[p.length];
    double[] dpMagnitude = new double[p.length];
    for (int lane = 0; lane < LANES; lane++) {
      double[] x = lane(block.x, lane);
      double[] y = lane(block.y, lane);
      double[] dy = lane(block.dy, lane);
      double[] truth = ReferenceNetwork.forward(layer, p, x);
      double[] magnitude = ReferenceNetwork.forward(layer, absolute(p), absolute(x));
      double[] dx = ReferenceNetwork.backward(layer, p, x, y, dy, dp);
      double[] dxMagnitude =
          ReferenceNetwork.backward(layer, absolute(p), absolute(x), y, absolute(dy), dpMagnitude);
      if (layer instanceof Rbf) {
        magnitude = truth; // a sum of squares
        double sum = Arrays.stream(absolute(dy)).sum();
        dxMagnitude = Arrays.stream(x).map(v -> 2 * (Math.abs(v) + 1) * sum).toArray();
      }
      if (layer instanceof Squashing squashing) {
        boolean tanh = squashing.function() == Squashing.Function.TANH;
        double ulps = tanh ? TANH_ULPS : SCALED_TANH_ULPS;
        for (int i = 0; i < y.length; i++) {
          assertThat(y[i]).isCloseTo(truth[i], within(ulps * Math.ulp((float) truth[i])));
        }
      } else {
        int terms = layer.input().size() + 2; // at most; a mean is scaled by a rounded factor
        assertClose("y", y, truth, bound.apply(magnitude), terms);
      }
      int terms = layer.parameterCount() + layer.output().size() + 2; // at most
      assertClose("dx", lane(block.dx, lane), dx, bound.apply(dxMagnitude), terms);
    }
    int terms = layer.output().size() + LANES + TREE;
    assertClose("dp", doubles(block.dParameters), dp, bound.apply(dpMagnitude), terms);
  }

  /**
   * A linear layer's backward pass is the adjoint of its forward pass, {@code <J v, u> = <v, J'
   * u>}, in its input and in its parameters. Exact on integers: sums stay far below 2^24.
   */
  @ParameterizedTest
  @MethodSource("exact")
  void backwardIsTheAdjoint(Layer layer) {
    Block block = new Block(layer, true);
    block.run();
    long forward = inner(block.y, block.dy, START);
    assertThat(forward).isNotZero();
    if (layer.parameterCount() > 0) {
      assertThat(inner(block.parameters, block.dParameters, 0)).isEqualTo(forward);
      Parameter bias = layer.parameters().getLast();
      Arrays.fill(block.parameters, bias.offset(), bias.offset() + bias.size(), 0);
      block.run();
      forward = inner(block.y, block.dy, START);
    }
    assertThat(inner(block.x, block.dx, START)).isEqualTo(forward);
  }

  /**
   * Every term is positive, so that the sum is its own magnitude; each square and each slope brings
   * a few more roundings.
   */
  @ParameterizedTest
  @MethodSource("all")
  void curvatureAgreesWithTheReference(Layer layer) {
    Block block = new Block(layer, false);
    for (int i = 0; i < block.dy.length; i++) {
      block.dy[i] = Math.abs(block.dy[i]);
    }
    block.runCurvature();
    double[] p = doubles(block.parameters);
    double[] hp = new double[p.length];
    for (int lane = 0; lane < LANES; lane++) {
      double[] x = lane(block.x, lane);
      double[] y = lane(block.y, lane);
      double[] hx = ReferenceNetwork.curvature(layer, p, x, y, lane(block.dy, lane), hp);
      int terms = layer.parameterCount() + layer.output().size() + 8; // at most
      assertClose("hx", lane(block.dx, lane), hx, hx, terms);
    }
    int terms = layer.output().size() + LANES + TREE + 12;
    assertClose("hp", doubles(block.dParameters), hp, hp, terms);
  }

  @ParameterizedTest
  @MethodSource("linear")
  void needsNoInputGradient(Layer layer) {
    Block block = new Block(layer, true);
    block.run();
    float[] with = block.dParameters.clone();
    block.runCurvature();
    float[] withCurvature = block.dParameters.clone();
    block.dx = null;
    block.run();
    assertThat(block.dParameters).isEqualTo(with);
    block.runCurvature();
    assertThat(block.dParameters).isEqualTo(withCurvature);
  }

  /** One layer's arrays, filled at random. */
  private final class Block {
    final BlockLayer layer;
    final boolean inPlace;
    final float[] parameters;
    final float[] dParameters;
    final float[] x;
    final float[] y;
    final float[] dy;
    float[] dx;

    Block(Layer layer, boolean integers) {
      this.layer = BlockNetwork.layer(layer);
      inPlace = layer instanceof Squashing;
      int first = layer.parameters().isEmpty() ? 0 : layer.parameters().getFirst().offset();
      parameters = values(first + layer.parameterCount(), integers);
      dParameters = new float[parameters.length];
      x = values(START + layer.input().size() * LANES, integers);
      dy = values(START + layer.output().size() * LANES, integers);
      y = inPlace ? x.clone() : new float[dy.length];
      dx = inPlace ? dy.clone() : new float[x.length];
    }

    void runCurvature() {
      float[] outputCurvature = dy;
      if (inPlace) {
        System.arraycopy(x, 0, y, 0, x.length);
        outputCurvature = dx;
        System.arraycopy(dy, 0, dx, 0, dy.length);
      }
      float[] input = inPlace ? y : x;
      float[] scratch = new float[START + layer.scratch()];
      Arrays.fill(dParameters, 0);
      layer.forward(kernels, parameters, input, y, scratch);
      layer.curvature(kernels, parameters, input, y, outputCurvature, dx, dParameters, scratch);
    }

    void run() {
      float[] input = inPlace ? y : x;
      float[] outputGradient = inPlace ? dx : dy;
      float[] scratch = new float[START + layer.scratch()];
      Arrays.fill(dParameters, 0);
      layer.forward(kernels, parameters, input, y, scratch);
      layer.backward(kernels, parameters, input, y, outputGradient, dx, dParameters, scratch);
    }
  }

  /** Multiples of 4, so that means of four are integers, or floats in +-1. */
  private float[] values(int length, boolean integers) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = integers ? 4 * random.nextInt(-3, 4) : (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static void assertClose(
      String name, double[] actual, double[] truth, double[] magnitude, int roundings) {
    double gamma = roundings * U / (1 - roundings * U);
    assertThat(actual).hasSameSizeAs(truth);
    for (int i = 0; i < truth.length; i++) {
      assertThat(actual[i])
          .as("%s[%d]", name, i)
          .isCloseTo(truth[i], within(gamma * Math.abs(magnitude[i])));
    }
  }

  private static long inner(float[] a, float[] b, int from) {
    long sum = 0;
    for (int i = from; i < a.length; i++) {
      assertThat(a[i] == (long) a[i] && b[i] == (long) b[i]).isTrue();
      sum += (long) a[i] * (long) b[i];
    }
    return sum;
  }

  private static double[] lane(float[] block, int lane) {
    double[] values = new double[(block.length - START) / LANES];
    for (int i = 0; i < values.length; i++) {
      values[i] = block[START + i * LANES + lane];
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
