package org.lenet5.engine.block;

import java.util.List;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.layer.Subsampling;
import org.lenet5.network.Network;

/**
 * A {@link Network} at work on blocks of 16 samples. Holds no weights and no activations, so one
 * serves any number of threads, each with a {@link Workspace} of its own.
 */
public final class BlockNetwork {
  private final Network network;
  private final Kernels kernels;
  private final List<BlockLayer> layers;

  public BlockNetwork(Network network, Kernels kernels) {
    this.network = network;
    this.kernels = kernels;
    layers = network.layers().stream().map(BlockNetwork::layer).toList();
  }

  static BlockLayer layer(Layer layer) {
    return switch (layer) {
      case Convolution c when c.output().isVector() ->
          new BlockDense(
              new DenseSize(c.input().size(), c.maps()), c.weight().offset(), c.bias().offset());
      case Convolution c -> convolution(c);
      case PartialConvolution p ->
          new BlockPartialConvolution(
              new PartialConvolutionSize(
                  p.input().maps(),
                  p.input().rows(),
                  p.input().columns(),
                  p.table().inputs(),
                  p.kernel()),
              p.weight().offset(),
              p.bias().offset());
      case AveragePool pool -> BlockAveragePool.of(pool);
      case Subsampling subsampling -> BlockSubsampling.of(subsampling);
      case Dense d when d.positions() == 1 ->
          new BlockDense(
              new DenseSize(d.fanIn(), d.units()), d.weight().offset(), d.bias().offset());
      case Dense d ->
          new BlockConvolution(
              size(d.input(), d.units(), 1), d.weight().offset(), d.bias().offset());
      case Rbf rbf -> BlockRbf.of(rbf);
      case Squashing squashing ->
          new BlockSquashing(squashing.input().size() * Lanes.LANES, squashing.function());
    };
  }

  private static BlockLayer convolution(Convolution c) {
    ConvolutionSize size = size(c.input(), c.maps(), c.kernel());
    BlockConvolution direct = new BlockConvolution(size, c.weight().offset(), c.bias().offset());
    return switch (c.method()) {
      case DIRECT -> direct;
      case MINIMAL_FILTERING -> new BlockWinograd(direct);
    };
  }

  private static ConvolutionSize size(Shape input, int maps, int kernel) {
    return new ConvolutionSize(input.maps(), input.rows(), input.columns(), maps, kernel);
  }

  /** Room for forward passes. */
  public Workspace forInference() {
    return workspace(false);
  }

  /** Room for forward and backward passes. */
  public Workspace forTraining() {
    return workspace(true);
  }

  private Workspace workspace(boolean training) {
    int[] scratch = layers.stream().mapToInt(BlockLayer::scratch).toArray();
    return new Workspace(network, scratch, training);
  }

  /**
   * From the workspace's input to its output.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its activations. Overwritten, but for the input.
   */
  public void forward(float[] parameters, Workspace workspace) {
    float[][] a = workspace.activations;
    for (int i = 0; i < layers.size(); i++) {
      if (poolOfTanh(i) instanceof BlockAveragePool pool) {
        i++;
        pool.forwardFromTanh(kernels, a[i], a[i + 1]);
      } else {
        layers.get(i).forward(kernels, parameters, a[i], a[i + 1], workspace.scratch[i]);
      }
    }
  }

  /**
   * From the workspace's output gradient to the gradients of all parameters, once after a forward
   * pass of the same block.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its gradients, and its activations between tanh and a pool. Overwritten.
   * @param dParameters {@code [parameterCount]}. Added to.
   */
  public void backward(float[] parameters, Workspace workspace, float[] dParameters) {
    float[][] a = workspace.activations;
    float[][] d = workspace.gradients;
    float[] dy = workspace.outputGradient();
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (poolOfTanh(i - 1) instanceof BlockAveragePool pool) {
        pool.backwardToTanh(kernels, a[i], dy);
        dy = a[i];
        i--;
      } else {
        BlockLayer layer = layers.get(i);
        layer.backward(
            kernels, parameters, a[i], a[i + 1], dy, d[i], dParameters, workspace.scratch[i]);
        dy = layer instanceof BlockSquashing ? dy : d[i];
      }
    }
  }

  /**
   * The pool behind layer i if that is tanh, else null. Both are computed at once, and on the way
   * back the gradient takes the place of tanh's output, which nobody else reads: a step touches a
   * third less memory, and what it touches fits the second cache.
   */
  private BlockAveragePool poolOfTanh(int i) {
    boolean tanh =
        i >= 0
            && i + 1 < layers.size()
            && layers.get(i) instanceof BlockSquashing squashing
            && squashing.function() == Squashing.Function.TANH;
    return tanh && layers.get(i + 1) instanceof BlockAveragePool pool ? pool : null;
  }

  /**
   * The diagonal of second derivatives of the loss by all parameters, in the Gauss-Newton
   * approximation (LeCun et al. 1998, appendix C), after a forward pass of the same block. Summed
   * over the samples: lanes without a sample must have seeds of 0.
   *
   * <p>Starts from the seeds in {@code workspace.gradient(from - 1)}, the second derivatives of the
   * loss by the outputs of the first {@code from} layers. With all layers that is the network's
   * output; with one less an {@link Rbf} layer at the end counts as part of the loss.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its gradients. Overwritten.
   * @param from number of layers to go back through
   * @param hParameters {@code [parameterCount]}. Added to.
   */
  public void curvature(float[] parameters, Workspace workspace, int from, float[] hParameters) {
    float[][] a = workspace.activations;
    float[][] h = workspace.gradients;
    for (int i = from - 1; i >= 0; i--) {
      float[] scratch = workspace.scratch[i];
      layers
          .get(i)
          .curvature(kernels, parameters, a[i], a[i + 1], h[i + 1], h[i], hParameters, scratch);
    }
  }
}
