package org.lenet5.bench;

import static org.lenet5.nn.Workspace.START;
import static org.lenet5.nn.kernel.Kernels.LANES;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lenet5.nn.Connections;
import org.lenet5.nn.Layer;
import org.lenet5.nn.Network;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.PartialConvolutionSize;

/**
 * One kernel call at a shape of LeNet-5.
 *
 * @param name layer and direction, as in {@code C3 forward}
 * @param flops floating-point operations of one call on one block of 16 samples, a fused
 *     multiply-add counted as two, of direct sums where the kernel needs fewer; 0 where memory, not
 *     arithmetic, is the limit
 * @param run the call
 */
public record KernelWork(String name, long flops, Consumer<Kernels> run) {

  private static final ConvolutionSize C1 = new ConvolutionSize(1, 32, 32, 6, 5);
  private static final ConvolutionSize C3 = new ConvolutionSize(6, 14, 14, 16, 5);
  private static final PartialConvolutionSize C3_OF_1998 =
      new PartialConvolutionSize(6, 14, 14, Connections.TABLE_I.inputs(), 5);

  /** Every kernel call of one training step of the modern network, in the order of the layers. */
  public static List<KernelWork> modern() {
    return Stream.of(
            List.of(forward("C1", C1), weightGradient("C1", C1)),
            tanhAveragePool("S2", 6, 28),
            filtered("C3", C3),
            tanhAveragePool("S4", 16, 10),
            dense("C5", 400, 120),
            tanh("C5", 120),
            dense("F6", 120, 84),
            tanh("F6", 84),
            dense("OUT", 84, 10))
        .flatMap(List::stream)
        .toList();
  }

  /** Every kernel call of one training step of the network of 1998, in the order of the layers. */
  public static List<KernelWork> original() {
    return Stream.of(
            List.of(forward("C1", C1), weightGradient("C1", C1)),
            scaledTanh("C1", 6 * 28 * 28),
            subsampling("S2", 6, 28),
            scaledTanh("S2", 6 * 14 * 14),
            partialConvolution("C3", C3_OF_1998),
            scaledTanh("C3", 16 * 10 * 10),
            subsampling("S4", 16, 10),
            scaledTanh("S4", 16 * 5 * 5),
            dense("C5", 400, 120),
            scaledTanh("C5", 120),
            dense("F6", 120, 84),
            scaledTanh("F6", 84),
            squaredDistances("OUT", 84, 10))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }

  private static KernelWork forward(String layer, ConvolutionSize s) {
    float[] p = values(s.outMaps * (s.taps + 1));
    float[] x = block(s.inputLength());
    float[] y = block(s.outputLength());
    return new KernelWork(
        layer + " forward",
        flops(s),
        k -> k.convolution(s, p, 0, s.outMaps * s.taps, x, START, y, START));
  }

  /** A convolution by minimal filtering, its transforms included. */
  private static List<KernelWork> filtered(String name, ConvolutionSize s) {
    Layer layer =
        Network.input(s.inMaps, s.inRows, s.inColumns)
            .convolution(name, s.outMaps, s.kernelRows)
            .layers()
            .getFirst();
    float[] p = values(layer.parameterCount());
    float[] dp = values(layer.parameterCount());
    float[] x = block(s.inputLength());
    float[] dx = block(s.inputLength());
    float[] y = block(s.outputLength());
    float[] dy = block(s.outputLength());
    float[] scratch = block(layer.scratch());
    return List.of(
        new KernelWork(name + " forward", flops(s), k -> layer.forward(k, p, x, y, scratch)),
        new KernelWork(
            name + " data and weight gradient",
            2 * flops(s),
            k -> layer.backward(k, p, x, y, dy, dx, dp, scratch)));
  }

  private static KernelWork weightGradient(String layer, ConvolutionSize s) {
    float[] dp = values(s.outMaps * (s.taps + 1));
    float[] x = block(s.inputLength());
    float[] dy = block(s.outputLength());
    return new KernelWork(
        layer + " weight gradient",
        flops(s),
        k -> k.convolutionWeightGradient(s, x, START, dy, START, dp, 0));
  }

  private static List<KernelWork> partialConvolution(String layer, PartialConvolutionSize s) {
    float[] p = values(s.weights() + s.full.outMaps);
    float[] dp = values(s.weights() + s.full.outMaps);
    float[] x = block(s.full.inputLength());
    float[] dx = block(s.full.inputLength());
    float[] y = block(s.full.outputLength());
    float[] dy = block(s.full.outputLength());
    long flops = 2L * LANES * s.weights() * s.full.positions;
    return List.of(
        new KernelWork(
            layer + " partial forward",
            flops,
            k -> k.partialConvolution(s, p, 0, s.weights(), x, START, y, START)),
        new KernelWork(
            layer + " partial data gradient",
            flops,
            k -> k.partialConvolutionDataGradient(s, p, 0, dy, START, dx, START)),
        new KernelWork(
            layer + " partial weight gradient",
            flops,
            k -> k.partialConvolutionWeightGradient(s, x, START, dy, START, dp, 0)));
  }

  private static List<KernelWork> dense(String layer, int in, int out) {
    float[] p = values(out * (in + 1));
    float[] dp = values(out * (in + 1));
    float[] x = block(in * LANES);
    float[] dx = block(in * LANES);
    float[] y = block(out * LANES);
    float[] dy = block(out * LANES);
    float[] scratch = block(in * LANES);
    long flops = 2L * LANES * in * out;
    return List.of(
        new KernelWork(
            layer + " forward", flops, k -> k.dense(in, out, p, 0, in * out, x, START, y, START)),
        new KernelWork(
            layer + " data gradient",
            flops,
            k -> k.denseDataGradient(in, out, p, 0, dy, START, dx, START)),
        new KernelWork(
            layer + " weight gradient",
            flops,
            k ->
                k.denseWeightGradient(
                    in, out, x, START, dy, START, dp, 0, in * out, scratch, START)));
  }

  private static List<KernelWork> tanhAveragePool(String layer, int maps, int size) {
    int out = maps * (size / 2) * (size / 2) * LANES;
    float[] x = block(4 * out);
    float[] dx = block(4 * out);
    float[] y = block(out);
    float[] dy = block(out);
    return List.of(
        new KernelWork(
            layer + " tanh and forward",
            0,
            k -> k.tanhAveragePool(maps, size, size, 2, x, START, y, START)),
        new KernelWork(
            layer + " tanh and data gradient",
            0,
            k -> k.tanhAveragePoolGradient(maps, size, size, 2, dy, START, dx, START)));
  }

  private static List<KernelWork> subsampling(String layer, int maps, int size) {
    float[] p = values(2 * maps);
    float[] dp = values(2 * maps);
    int out = maps * (size / 2) * (size / 2) * LANES;
    float[] x = block(4 * out);
    float[] dx = block(4 * out);
    float[] y = block(out);
    float[] dy = block(out);
    return List.of(
        new KernelWork(
            layer + " sum forward",
            0,
            k -> k.subsampling(maps, size, size, 2, p, 0, maps, x, START, y, START)),
        new KernelWork(
            layer + " sum data gradient",
            0,
            k -> k.subsamplingDataGradient(maps, size, size, 2, p, 0, dy, START, dx, START)),
        new KernelWork(
            layer + " sum weight gradient",
            0,
            k ->
                k.subsamplingWeightGradient(
                    maps, size, size, 2, x, START, dy, START, dp, 0, maps)));
  }

  /** The gradient's outputs y are 0: repeated calls must not wear dy down to subnormal numbers. */
  private static List<KernelWork> tanh(String layer, int units) {
    int n = units * LANES;
    float[] x = block(n);
    float[] y = new float[START + n];
    float[] dy = block(n);
    return List.of(
        new KernelWork(layer + " tanh", 0, k -> k.tanh(x, START, n)),
        new KernelWork(layer + " tanh gradient", 0, k -> k.tanhGradient(y, START, dy, START, n)));
  }

  private static List<KernelWork> scaledTanh(String layer, int units) {
    int n = units * LANES;
    float[] x = block(n);
    float[] y = new float[START + n];
    float[] dy = block(n);
    return List.of(
        new KernelWork(layer + " scaled tanh", 0, k -> k.scaledTanh(x, START, n)),
        new KernelWork(
            layer + " scaled tanh gradient", 0, k -> k.scaledTanhGradient(y, START, dy, START, n)));
  }

  /** A term is a difference, and a fused multiply-add: three operations. */
  private static List<KernelWork> squaredDistances(String layer, int in, int out) {
    float[] w = values(in * out);
    float[] x = block(in * LANES);
    float[] dx = block(in * LANES);
    float[] y = block(out * LANES);
    float[] dy = block(out * LANES);
    long flops = 3L * LANES * in * out;
    return List.of(
        new KernelWork(
            layer + " distances", flops, k -> k.squaredDistances(in, out, w, x, START, y, START)),
        new KernelWork(
            layer + " distances gradient",
            flops,
            k -> k.squaredDistancesGradient(in, out, w, x, START, dy, START, dx, START)));
  }

  private static long flops(ConvolutionSize s) {
    return 2L * LANES * s.outMaps * s.taps * s.positions;
  }

  /** As many values behind START. */
  private static float[] block(int n) {
    return values(START + n);
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
