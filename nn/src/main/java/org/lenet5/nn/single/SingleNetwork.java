package org.lenet5.nn.single;

import java.util.ArrayList;
import java.util.List;
import org.lenet5.nn.AveragePool;
import org.lenet5.nn.Connections;
import org.lenet5.nn.Convolution;
import org.lenet5.nn.Dense;
import org.lenet5.nn.Layer;
import org.lenet5.nn.Network;
import org.lenet5.nn.PartialConvolution;
import org.lenet5.nn.Rbf;
import org.lenet5.nn.ScaledTanh;
import org.lenet5.nn.Subsampling;
import org.lenet5.nn.Tanh;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.Winograd;
import org.lenet5.nn.kernel.WinogradSize;

/**
 * A {@link Network} at work on one sample at a time, with the bits of the first lane of a block.
 * Holds activations and gradients, so there is one for each thread; parameters are the network's
 * array as everywhere.
 */
public final class SingleNetwork {
  private final Kernels kernels;

  /** Its gradient is that of a squashing function before all other layers; else of no use. */
  private final Activation input;

  private final List<SingleLayer> layers = new ArrayList<>();

  /** Room for one sample. */
  public SingleNetwork(Network network, Kernels kernels) {
    this.kernels = kernels;
    input = Activation.of(Rows.maps(network.input()));
    for (Layer layer : network.layers()) {
      layers.add(layer(layer));
    }
  }

  /**
   * Arranges the weights for the fastest forward passes. These take the parameters to be as they
   * are now; for another training step there must be another object. A convolution by {@link
   * Winograd}, tanh and a pool become one layer, which has no backward pass.
   *
   * @param parameters the network's. Not modified.
   */
  public void freeze(float[] parameters) {
    for (int i = 0; i + 2 < layers.size(); i++) {
      if (layers.get(i) instanceof SingleWinograd convolution
          && layers.get(i + 1) instanceof SingleSquashing tanh
          && !tanh.isScaled()
          && layers.get(i + 2) instanceof SingleSubsampling pool
          && pool.isMean()) {
        layers.set(i, convolution.with(pool));
        layers.subList(i + 1, i + 3).clear();
      }
    }
    layers.forEach(layer -> layer.freeze(parameters));
  }

  private SingleLayer layer(Layer layer) {
    Activation before = layers.isEmpty() ? input : layers.getLast().output();
    Rows in = before.rows();
    Rows maps = Rows.maps(layer.output());
    Rows units = Rows.units(layer.output().size());
    return switch (layer) {
      case Convolution c when c.output().isVector() -> new SingleDense(in, units, c.parameters());
      case Convolution c -> convolution(in, c);
      case PartialConvolution c when c.output().isVector() ->
          new SinglePartialUnits(in, units, c.table(), c.parameters());
      case PartialConvolution c -> new SingleConvolution(in, c.table(), c.kernel(), c.parameters());
      case AveragePool pool -> SingleSubsampling.average(in, maps, pool.window());
      case Subsampling s ->
          new SingleSubsampling(
              in,
              maps,
              s.window(),
              s.parameters().getFirst().offset(),
              s.parameters().getLast().offset());
      case Dense dense -> new SingleDense(in, units, dense.parameters());
      case Rbf rbf -> new SingleRbf(units, rbf.codes());
      case Tanh tanh -> new SingleSquashing(before, false);
      case ScaledTanh tanh -> new SingleSquashing(before, true);
    };
  }

  private static SingleLayer convolution(Rows in, Convolution c) {
    int maps = c.output().maps();
    var full = new ConvolutionSize(in.maps(), in.rows(), in.columns(), maps, c.kernel());
    return WinogradSize.fits(full)
        ? new SingleWinograd(in, full, c.parameters())
        : new SingleConvolution(in, Connections.full(in.maps(), maps), c.kernel(), c.parameters());
  }

  /**
   * From one sample to its outputs.
   *
   * @param parameters the network's. Not modified.
   * @param x {@code [map][row][column]}. Not modified.
   * @param y {@code [class][16]}, the first lane overwritten: as a block has them, for losses and
   *     softmax
   */
  public void forward(float[] parameters, float[] x, float[] y) {
    input.rows().spread(x, input.values());
    float[] activation = input.values();
    for (SingleLayer layer : layers) {
      layer.forward(kernels, parameters, activation);
      activation = layer.output().values();
    }
    layers.getLast().output().rows().toLane(activation, y);
  }

  /**
   * From the gradient by the outputs to the gradients of all parameters, after a forward pass.
   *
   * @param parameters the network's. Not modified.
   * @param dy gradient of the loss {@code [class][16]}, of which the first lane is read. Not
   *     modified.
   * @param dParameters laid out as the parameters. Overwritten.
   */
  public void backward(float[] parameters, float[] dy, float[] dParameters) {
    Activation last = layers.getLast().output();
    last.rows().fromLane(dy, last.gradient());
    for (int i = layers.size() - 1; i >= 0; i--) {
      float[] x = i == 0 ? input.values() : layers.get(i - 1).output().values();
      float[] dx = i == 0 ? null : layers.get(i - 1).output().gradient();
      layers.get(i).backward(kernels, parameters, x, dx, dParameters);
    }
  }
}
