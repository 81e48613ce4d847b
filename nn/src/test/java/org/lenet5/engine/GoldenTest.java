package org.lenet5.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lenet5.engine.block.Workspace.START;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.data.Dataset;
import org.lenet5.engine.block.BlockNetwork;
import org.lenet5.engine.block.Workspace;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.Squashing;
import org.lenet5.learning.Loss;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * LeNet-5 against PyTorch, from the same weights and images: every layer's activations, the loss,
 * all gradients, ten steps of Adam. {@code src/test/python/lenet5_golden.py} wrote the numbers, in
 * float64.
 */
class GoldenTest {
  /**
   * Our floats may be off by so many times the distance of PyTorch's float32 from its float64. Both
   * are honest float computations whose roundings add up in other orders, so that one's largest
   * error is up to twice the other's, and a tanh good to two units in the last place instead of one
   * may double it (measured, with direct sums: 1.7 in all). C3's minimal filtering rounds four
   * times as much (measured: between 4 and 5). A wrong index, sign or scale is off by about the
   * values themselves, 100,000 times these distances and more; the weights after ten steps of 0.001
   * by hundreds of times.
   */
  private static final double FACTOR = 8;

  /** The golden file keeps truths as floats: half a unit in the last place, relative. */
  private static final double STORED = 0x1p-24;

  private static final int[] BATCHES = {32, 32, 26};
  private static final int[] SAMPLES = {0, 21};

  private static final Map<String, Golden> GOLDEN = Golden.load("lenet5_golden.bin.gz");
  private static final Kernels KERNELS = new ScalarKernels();
  private static final Dataset DATA =
      new Dataset(
          "golden",
          32,
          32,
          GOLDEN.get("images").bytes(),
          GOLDEN.get("labels").bytes(),
          IntStream.range(0, 10).mapToObj(Integer::toString).toList());

  @ParameterizedTest
  @EnumSource(names = {"LENET5", "LENET5_NO_TANH"})
  void activationsLossAndGradients(Architecture architecture) {
    Network network = architecture.network(10);
    float[] parameters = GOLDEN.get("weights").floats();
    assertThat(parameters).hasSize(network.parameterCount());
    PreparedSet blocks = new PreparedSet(architecture.preprocessing(), DATA);
    int[] order = IntStream.range(0, DATA.size()).toArray();
    int count = BATCHES[0];
    BlockNetwork atWork = new BlockNetwork(network, KERNELS);
    Workspace[] workspaces = new Workspace[count / Lanes.LANES];
    for (int b = 0; b < workspaces.length; b++) {
      workspaces[b] = atWork.forTraining();
      blocks.load(order, b * Lanes.LANES, Lanes.LANES, workspaces[b].input(), START);
      atWork.forward(parameters, workspaces[b]);
    }
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      if (!(layer instanceof Squashing)) {
        int[] samples = layer.name().equals("OUT") ? IntStream.range(0, count).toArray() : SAMPLES;
        check(architecture + " " + layer.name(), activations(workspaces, i, samples));
      }
    }

    Loss crossEntropy = new Loss.CrossEntropy();
    double[] scratch = new double[10];
    float[] y = new float[10];
    float[] dy = new float[10];
    double loss = 0;
    for (int i = 0; i < count; i++) {
      Workspace workspace = workspaces[i / Lanes.LANES];
      int lane = i % Lanes.LANES;
      workspace.output(lane, y);
      loss += crossEntropy.gradient(network.outputs(), y, DATA.label(i), 1.0 / count, scratch, dy);
      workspace.outputGradient(lane, dy);
    }
    check(architecture + " loss", new double[] {loss / count});

    float[] gradient = new float[network.parameterCount()];
    for (Workspace workspace : workspaces) {
      atWork.backward(parameters, workspace, gradient);
    }
    // From the output back, so that the first to depart is the culprit.
    for (Parameter parameter : network.parameters().reversed()) {
      check(
          architecture + " d " + torchName(architecture, parameter),
          doubles(gradient, parameter.offset(), parameter.offset() + parameter.size()));
    }
  }

  @Test
  void tenStepsOfAdam() {
    TrainingOptions options = TrainingOptions.review();
    Network network = Architecture.LENET5.network(10);
    float[] start = GOLDEN.get("weights").floats();
    TrainingState state =
        new TrainingState(start, new float[2][start.length], List.of(), start.clone());
    PreparedSet blocks = new PreparedSet(Architecture.LENET5.preprocessing(), DATA);
    int[] order = IntStream.range(0, DATA.size()).toArray();
    int[] from = {0, BATCHES[0], BATCHES[0] + BATCHES[1]};
    double[] losses = new double[10];
    try (Engine engine = new CpuEngine(KERNELS, 2)) {
      Training training =
          engine.training(
              network,
              options.loss(),
              options.optimizer(),
              options.batchSize(),
              state.parameters(),
              state.moments());
      for (int step = 0; step < losses.length; step++) {
        int batch = step % BATCHES.length;
        int count = BATCHES[batch];
        double[] sampleLosses = new double[count];
        training.step(blocks, order, from[batch], count, 1e-3, step + 1, sampleLosses);
        losses[step] = Arrays.stream(sampleLosses).sum() / count;
      }
      training.store();
    }
    check("lenet5 losses", losses);
    check("lenet5 final weights", doubles(state.parameters(), 0, start.length));
  }

  /** Compares an array with the golden one of its name, value by value and by its norm. */
  private static void check(String name, double[] actual) {
    Golden golden = GOLDEN.get(name);
    assertThat(golden).as(name).isNotNull();
    assertThat(golden.values()).as(name).hasSize(Math.ceilDiv(actual.length, golden.stride()));
    for (int i = 0; i < golden.values().length; i++) {
      assertThat(actual[i * golden.stride()])
          .as("%s, the first to depart, at %d", name, i * golden.stride())
          .isCloseTo(
              golden.values()[i],
              within(FACTOR * golden.distance() + STORED * Math.abs(golden.values()[i])));
    }
    // Also for the values that a stride leaves out: a norm is off by at most the norm of the
    // errors.
    double norm = Math.sqrt(Arrays.stream(actual).map(value -> value * value).sum());
    assertThat(norm)
        .as("%s, the first to depart, norm", name)
        .isCloseTo(golden.norm(), within(FACTOR * golden.distance() * Math.sqrt(actual.length)));
  }

  /** {@code [sample][unit]} behind a layer. */
  private static double[] activations(Workspace[] workspaces, int layer, int[] samples) {
    int units = (workspaces[0].activation(layer).length - START) / Lanes.LANES;
    double[] values = new double[samples.length * units];
    for (int s = 0; s < samples.length; s++) {
      float[] block = workspaces[samples[s] / Lanes.LANES].activation(layer);
      for (int unit = 0; unit < units; unit++) {
        int at = START + unit * Lanes.LANES + samples[s] % Lanes.LANES;
        values[s * units + unit] = block[at];
      }
    }
    return values;
  }

  /** The parameter's name in the review's state_dict, where tanh layers count. */
  private static String torchName(Architecture architecture, Parameter parameter) {
    List<String> layers =
        architecture == Architecture.LENET5
            ? List.of("C1", "", "", "C3", "", "", "C5")
            : List.of("C1", "", "C3", "", "C5");
    String[] parts = parameter.name().split("\\.");
    int place = layers.indexOf(parts[0]);
    return place >= 0
        ? "feature_extractor." + place + "." + parts[1]
        : "classifier." + (parts[0].equals("F6") ? 0 : 2) + "." + parts[1];
  }

  private static double[] doubles(float[] values, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> values[i]).toArray();
  }
}
