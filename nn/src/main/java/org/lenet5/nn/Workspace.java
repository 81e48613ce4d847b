package org.lenet5.nn;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/**
 * The activations and gradients of one block of 16 samples on its way through a network, and
 * scratch space. One for each thread.
 */
public final class Workspace {
  /**
   * Where the units of a block start in each array. A JVM puts an array's values 16 bytes behind
   * the start of the object, so that behind 12 unused ones they lie on 64-byte boundaries if
   * objects do ({@code -XX:ObjectAlignmentInBytes=64}), and no vector in two lines of the cache.
   */
  public static final int START = 12;

  /** Arrays of {@link #block}; a layer that works in place shares its input's. */
  final float[][] activations;

  /** As the activations; the network's input has none. Null throughout for inference. */
  final float[][] gradients;

  /** Each layer's own. */
  final float[][] scratch;

  private Workspace(Network network, boolean training) {
    List<Layer> layers = network.layers();
    activations = new float[layers.size() + 1][];
    gradients = new float[layers.size() + 1][];
    activations[0] = block(network.input());
    scratch = new float[layers.size()][];
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      scratch[i] = new float[START + layer.scratch()];
      activations[i + 1] = layer.inPlace() ? activations[i] : block(layer.output());
      if (training) {
        boolean shared = layer.inPlace() && gradients[i] != null;
        gradients[i + 1] = shared ? gradients[i] : block(layer.output());
      }
    }
  }

  /** Room for a block of such samples: {@code [unit][16]} from {@link #START}. */
  static float[] block(Shape shape) {
    return new float[START + shape.size() * Kernels.LANES];
  }

  /** Room for forward passes. */
  public static Workspace forInference(Network network) {
    return new Workspace(network, false);
  }

  /** Room for forward and backward passes. */
  public static Workspace forTraining(Network network) {
    return new Workspace(network, true);
  }

  /**
   * The network's input, {@code [unit][16]} from {@link #START}, to be filled before a forward
   * pass.
   */
  public float[] input() {
    return activations[0];
  }

  /** The network's output, {@code [unit][16]} from {@link #START}, after a forward pass. */
  public float[] output() {
    return activations[activations.length - 1];
  }

  /**
   * The activation behind a layer, {@code [unit][16]} from {@link #START}; a layer that works in
   * place has replaced it.
   */
  public float[] activation(int layer) {
    return activations[layer + 1];
  }

  /**
   * The gradient of the loss by the output of a layer, {@code [unit][16]} from {@link #START}; a
   * layer that works in place shares its input's. In a backward pass that of tanh before a pool
   * takes the place of the activation instead.
   */
  public float[] gradient(int layer) {
    return gradients[layer + 1];
  }

  /**
   * The gradient of the loss by the output, {@code [unit][16]} from {@link #START}, to be filled
   * before a backward pass.
   */
  public float[] outputGradient() {
    return gradients[gradients.length - 1];
  }
}
