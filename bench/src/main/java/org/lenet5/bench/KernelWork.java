package org.lenet5.bench;

import static org.lenet5.nn.kernel.Kernels.LANES;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;

/**
 * One kernel call at a shape of LeNet-5, with arrays of its own.
 *
 * @param name layer and direction, as in {@code C3 forward}
 * @param flops floating-point operations of one call on one block of 16 samples, a fused
 *     multiply-add counted as two; 0 where memory, not arithmetic, is the limit
 * @param run the call
 */
public record KernelWork(String name, long flops, Consumer<Kernels> run) {

  /** Every kernel call of one training step, in the order of the layers. */
  public static List<KernelWork> all() {
    var c1 = new ConvolutionSize(1, 32, 32, 6, 5);
    var c3 = new ConvolutionSize(6, 14, 14, 16, 5);
    return List.of(
        forward("C1", c1),
        weightGradient("C1", c1),
        forward("C3", c3),
        dataGradient("C3", c3),
        weightGradient("C3", c3),
        dense("C5", 400, 120),
        denseDataGradient("C5", 400, 120),
        denseWeightGradient("C5", 400, 120),
        dense("F6", 120, 84),
        denseDataGradient("F6", 120, 84),
        denseWeightGradient("F6", 120, 84),
        dense("OUT", 84, 10),
        denseDataGradient("OUT", 84, 10),
        denseWeightGradient("OUT", 84, 10),
        pool("S2", 6, 28),
        poolGradient("S2", 6, 28),
        tanh("C1", 6 * 28 * 28 * LANES),
        tanhGradient("C1", 6 * 28 * 28 * LANES));
  }

  @Override
  public String toString() {
    return name;
  }

  private static KernelWork forward(String layer, ConvolutionSize s) {
    float[] p = values(s.outMaps * (s.taps + 1));
    float[] x = values(s.inputLength());
    float[] y = values(s.outputLength());
    return new KernelWork(
        layer + " forward", flops(s), k -> k.convolution(s, p, 0, s.outMaps * s.taps, x, y));
  }

  private static KernelWork dataGradient(String layer, ConvolutionSize s) {
    float[] p = values(s.outMaps * (s.taps + 1));
    float[] dx = values(s.inputLength());
    float[] dy = values(s.outputLength());
    return new KernelWork(
        layer + " data gradient", flops(s), k -> k.convolutionDataGradient(s, p, 0, dy, dx));
  }

  private static KernelWork weightGradient(String layer, ConvolutionSize s) {
    float[] dp = values(s.outMaps * (s.taps + 1));
    float[] x = values(s.inputLength());
    float[] dy = values(s.outputLength());
    return new KernelWork(
        layer + " weight gradient",
        flops(s),
        k -> k.convolutionWeightGradient(s, x, dy, dp, 0, s.outMaps * s.taps));
  }

  private static KernelWork dense(String layer, int in, int out) {
    float[] p = values(out * (in + 1));
    float[] x = values(in * LANES);
    float[] y = values(out * LANES);
    return new KernelWork(
        layer + " forward", flops(in, out), k -> k.dense(in, out, p, 0, in * out, x, y));
  }

  private static KernelWork denseDataGradient(String layer, int in, int out) {
    float[] p = values(out * (in + 1));
    float[] dx = values(in * LANES);
    float[] dy = values(out * LANES);
    return new KernelWork(
        layer + " data gradient", flops(in, out), k -> k.denseDataGradient(in, out, p, 0, dy, dx));
  }

  private static KernelWork denseWeightGradient(String layer, int in, int out) {
    float[] dp = values(out * (in + 1));
    float[] x = values(in * LANES);
    float[] dy = values(out * LANES);
    float[] scratch = values(in * LANES);
    return new KernelWork(
        layer + " weight gradient",
        flops(in, out),
        k -> k.denseWeightGradient(in, out, x, dy, dp, 0, in * out, scratch));
  }

  private static KernelWork pool(String layer, int maps, int size) {
    float[] x = values(maps * size * size * LANES);
    float[] y = values(x.length / 4);
    return new KernelWork(layer + " forward", 0, k -> k.averagePool(maps, size, size, 2, x, y));
  }

  private static KernelWork poolGradient(String layer, int maps, int size) {
    float[] dx = values(maps * size * size * LANES);
    float[] dy = values(dx.length / 4);
    return new KernelWork(
        layer + " data gradient", 0, k -> k.averagePoolGradient(maps, size, size, 2, dy, dx));
  }

  private static KernelWork tanh(String layer, int n) {
    float[] x = values(n);
    return new KernelWork(layer + " tanh", 0, k -> k.tanh(x, n));
  }

  private static KernelWork tanhGradient(String layer, int n) {
    float[] y = values(n);
    float[] dy = values(n);
    return new KernelWork(layer + " tanh gradient", 0, k -> k.tanhGradient(y, dy, n));
  }

  private static long flops(ConvolutionSize s) {
    return 2L * LANES * s.outMaps * s.taps * s.positions;
  }

  private static long flops(int in, int out) {
    return 2L * LANES * in * out;
  }

  /** Values in [-0.5, 0.5). */
  private static float[] values(int n) {
    var random = new SplittableRandom(n);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return x;
  }
}
