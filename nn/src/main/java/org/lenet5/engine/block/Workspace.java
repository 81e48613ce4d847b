package org.lenet5.engine.block;

import java.util.List;
import org.lenet5.kernel.Lanes;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.network.Network;

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

  /**
   * @param room values that each layer needs beside its activations
   * @param training whether there will be backward passes
   */
  Workspace(Network network, int[] room, boolean training) {
    List<Layer> layers = network.layers();
    activations = new float[layers.size() + 1][];
    gradients = new float[layers.size() + 1][];
    activations[0] = block(network.input());
    scratch = new float[layers.size()][];
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      boolean inPlace = layer instanceof Squashing;
      scratch[i] = new float[START + room[i]];
      activations[i + 1] = inPlace ? activations[i] : block(layer.output());
      if (training) {
        boolean shared = inPlace && gradients[i] != null;
        gradients[i + 1] = shared ? gradients[i] : block(layer.output());
      }
    }
  }

  /** Room for a block of such samples: {@code [unit][16]} from {@link #START}. */
  static float[] block(Shape shape) {
    return new float[START + shape.size() * Lanes.LANES];
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

  /**
   * Copies one sample's outputs out of its lane.
   *
   * @param y {@code [unit]}. Overwritten.
   */
  public void output(int lane, float[] y) {
    float[] output = output();
    for (int i = 0; i < y.length; i++) {
      y[i] = output[START + i * Lanes.LANES + lane];
    }
  }

  /**
   * Copies one sample's gradient by the outputs into its lane.
   *
   * @param dy {@code [unit]}. Not modified.
   */
  public void outputGradient(int lane, float[] dy) {
    float[] gradient = outputGradient();
    for (int i = 0; i < dy.length; i++) {
      gradient[START + i * Lanes.LANES + lane] = dy[i];
    }
  }
}
