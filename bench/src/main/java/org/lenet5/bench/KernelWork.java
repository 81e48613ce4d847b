package org.lenet5.bench;

import static org.lenet5.engine.block.Workspace.START;
import static org.lenet5.kernel.Lanes.LANES;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lenet5.engine.block.BlockConvolution;
import org.lenet5.engine.block.BlockWinograd;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.layer.Connections;

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
        k -> k.lanes().convolution(s, p, 0, s.outMaps * s.taps, x, START, y, START));
  }

  /** A convolution by minimal filtering, its transforms included. */
  private static List<KernelWork> filtered(String name, ConvolutionSize s) {
    int weights = s.outMaps * s.taps;
    var layer = new BlockWinograd(new BlockConvolution(s, 0, weights));
    float[] p = values(weights + s.outMaps);
    float[] dp = values(weights + s.outMaps);
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
        k -> k.samples().convolutionWeightGradient(s, x, START, dy, START, dp, 0));
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
            k -> k.lanes().partialConvolution(s, p, 0, s.weights(), x, START, y, START)),
        new KernelWork(
            layer + " partial data gradient",
            flops,
            k -> k.lanes().partialConvolutionDataGradient(s, p, 0, dy, START, dx, START)),
        new KernelWork(
            layer + " partial weight gradient",
            flops,
            k -> k.samples().partialConvolutionWeightGradient(s, x, START, dy, START, dp, 0)));
  }

  private static List<KernelWork> dense(String layer, int in, int out) {
    var s = new DenseSize(in, out);
    float[] p = values(out * (in + 1));
    float[] dp = values(out * (in + 1));
    float[] x = block(s.inputLength());
    float[] dx = block(s.inputLength());
    float[] y = block(s.outputLength());
    float[] dy = block(s.outputLength());
    float[] scratch = block(s.inputLength());
    long flops = 2L * LANES * in * out;
    return List.of(
        new KernelWork(
            layer + " forward", flops, k -> k.lanes().dense(s, p, 0, in * out, x, START, y, START)),
        new KernelWork(
            layer + " data gradient",
            flops,
            k -> k.lanes().denseDataGradient(s, p, 0, dy, START, dx, START)),
        new KernelWork(
            layer + " weight gradient",
            flops,
            k ->
                k.samples()
                    .denseWeightGradient(s, x, START, dy, START, dp, 0, in * out, scratch, START)));
  }

  private static List<KernelWork> tanhAveragePool(String layer, int maps, int size) {
    var s = new PoolSize(maps, size, size, 2);
    float[] x = block(s.inputLength());
    float[] dx = block(s.inputLength());
    float[] y = block(s.outputLength());
    float[] dy = block(s.outputLength());
    return List.of(
        new KernelWork(
            layer + " tanh and forward", 0, k -> k.lanes().tanhAveragePool(s, x, START, y, START)),
        new KernelWork(
            layer + " tanh and data gradient",
            0,
            k -> k.lanes().tanhAveragePoolGradient(s, dy, START, dx, START)));
  }

  private static List<KernelWork> subsampling(String layer, int maps, int size) {
    var s = new PoolSize(maps, size, size, 2);
    float[] p = values(2 * maps);
    float[] dp = values(2 * maps);
    float[] x = block(s.inputLength());
    float[] dx = block(s.inputLength());
    float[] y = block(s.outputLength());
    float[] dy = block(s.outputLength());
    return List.of(
        new KernelWork(
            layer + " sum forward",
            0,
            k -> k.lanes().subsampling(s, p, 0, maps, x, START, y, START)),
        new KernelWork(
            layer + " sum data gradient",
            0,
            k -> k.lanes().subsamplingDataGradient(s, p, 0, dy, START, dx, START)),
        new KernelWork(
            layer + " sum weight gradient",
            0,
            k -> k.samples().subsamplingWeightGradient(s, x, START, dy, START, dp, 0, maps)));
  }

  /** The gradient's outputs y are 0: repeated calls must not wear dy down to subnormal numbers. */
  private static List<KernelWork> tanh(String layer, int units) {
    int n = units * LANES;
    float[] x = block(n);
    float[] y = new float[START + n];
    float[] dy = block(n);
    return List.of(
        new KernelWork(layer + " tanh", 0, k -> k.lanes().tanh(x, START, n)),
        new KernelWork(
            layer + " tanh gradient", 0, k -> k.lanes().tanhGradient(y, START, dy, START, n)));
  }

  private static List<KernelWork> scaledTanh(String layer, int units) {
    int n = units * LANES;
    float[] x = block(n);
    float[] y = new float[START + n];
    float[] dy = block(n);
    return List.of(
        new KernelWork(layer + " scaled tanh", 0, k -> k.lanes().scaledTanh(x, START, n)),
        new KernelWork(
            layer + " scaled tanh gradient",
            0,
            k -> k.lanes().scaledTanhGradient(y, START, dy, START, n)));
  }

  /** A term is a difference, and a fused multiply-add: three operations. */
  private static List<KernelWork> squaredDistances(String layer, int in, int out) {
    var s = new DenseSize(in, out);
    float[] w = values(in * out);
    float[] x = block(s.inputLength());
    float[] dx = block(s.inputLength());
    float[] y = block(s.outputLength());
    float[] dy = block(s.outputLength());
    long flops = 3L * LANES * in * out;
    return List.of(
        new KernelWork(
            layer + " distances", flops, k -> k.lanes().squaredDistances(s, w, x, START, y, START)),
        new KernelWork(
            layer + " distances gradient",
            flops,
            k -> k.lanes().squaredDistancesGradient(s, w, x, START, dy, START, dx, START)));
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
