package org.lenet5.engine.single;

import java.util.ArrayList;
import java.util.List;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Winograd;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.Squashing;
import org.lenet5.layer.Subsampling;
import org.lenet5.network.Network;

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
          && tanh.function() == Squashing.Function.TANH
          && layers.get(i + 2) instanceof SingleSubsampling pool
          && pool.isMean()) {
        layers.set(i, convolution.with(pool));
        layers.subList(i + 1, i + 3).clear();
      }
    }
    layers.forEach(layer -> layer.freeze(kernels, parameters));
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
      case Dense d when d.positions() == 1 -> new SingleDense(in, units, d.parameters());
      case Dense d ->
          new SingleConvolution(in, Connections.full(in.maps(), d.units()), 1, d.parameters());
      case Rbf rbf -> new SingleRbf(in, rbf.positions() == 1 ? units : maps, rbf.codes());
      case Squashing squashing -> new SingleSquashing(before, squashing.function());
    };
  }

  private static SingleLayer convolution(Rows in, Convolution c) {
    int maps = c.maps();
    return switch (c.method()) {
      case DIRECT ->
          new SingleConvolution(in, Connections.full(in.maps(), maps), c.kernel(), c.parameters());
      case MINIMAL_FILTERING ->
          new SingleWinograd(
              in,
              new ConvolutionSize(in.maps(), in.rows(), in.columns(), maps, c.kernel()),
              c.parameters());
    };
  }

  /**
   * From one sample to its outputs.
   *
   * @param parameters the network's. Not modified.
   * @param x {@code [map][row][column]}. Not modified.
   * @param y {@code [class]}. Overwritten.
   */
  public void forward(float[] parameters, float[] x, float[] y) {
    input.rows().spread(x, input.values());
    float[] activation = input.values();
    for (SingleLayer layer : layers) {
      layer.forward(kernels, parameters, activation);
      activation = layer.output().values();
    }
    layers.getLast().output().rows().gather(activation, y);
  }

  /**
   * From the gradient by the outputs to the gradients of all parameters, after a forward pass.
   *
   * @param parameters the network's. Not modified.
   * @param dy gradient of the loss {@code [class]}. Not modified.
   * @param dParameters laid out as the parameters. Overwritten.
   */
  public void backward(float[] parameters, float[] dy, float[] dParameters) {
    Activation last = layers.getLast().output();
    last.rows().spread(dy, last.gradient());
    for (int i = layers.size() - 1; i >= 0; i--) {
      float[] x = i == 0 ? input.values() : layers.get(i - 1).output().values();
      float[] dx = i == 0 ? null : layers.get(i - 1).output().gradient();
      layers.get(i).backward(kernels, parameters, x, dx, dParameters);
    }
  }
}
