package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.PartialConvolutionSize;

/**
 * A {@link Convolution} whose output maps read some of the input maps each (C3): {@code y[o][r][c]
 * = b[o] + sum of w[o,i][kr][kc] x[i][r+kr][c+kc]} over the input maps i of o (LeCun et al. 1998,
 * section II.B, table I).
 *
 * <p>The weights are one tensor {@code [connection][kernel][kernel]}, by output map, then input
 * map, ascending: in C3 the first three kernels are those of map 0, which reads maps 0, 1 and 2.
 */
public final class PartialConvolution implements Layer {
  private final String name;
  private final Shape input;
  private final Connections connections;
  private final PartialConvolutionSize size;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * @param kernel rows and columns of each kernel
   * @param offset where this layer's parameters start
   * @throws IllegalArgumentException if the kernel is larger than the input, or the connections
   *     name other input maps than there are
   */
  PartialConvolution(String name, Shape input, Connections connections, int kernel, int offset) {
    this.name = name;
    this.input = input;
    this.connections = connections;
    size =
        new PartialConvolutionSize(
            input.maps(), input.rows(), input.columns(), connections.inputs(), kernel);
    List<Integer> fanIns =
        connections.inputs().stream().map(maps -> maps.size() * kernel * kernel).toList();
    weight =
        new Parameter(
            name + ".weight",
            List.of(connections.count(), kernel, kernel),
            offset,
            connections.inputs().stream()
                .flatMap(maps -> maps.stream().map(i -> maps.size() * kernel * kernel))
                .toList());
    bias = new Parameter(name + ".bias", List.of(fanIns.size()), offset + weight.size(), fanIns);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape input() {
    return input;
  }

  @Override
  public Shape output() {
    return new Shape(size.full.outMaps, size.full.outRows, size.full.outColumns);
  }

  /** Which input maps each output map reads. */
  public Connections table() {
    return connections;
  }

  /** Rows and columns of each kernel. */
  public int kernel() {
    return size.full.kernelRows;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public long connections() {
    return (long) parameterCount() * size.full.positions;
  }

  @Override
  public long multiplyAdds() {
    return (long) weight.size() * size.full.positions;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.partialConvolution(
        size, parameters, weight.offset(), bias.offset(), x, START, y, START);
  }

  @Override
  public void backward(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      float[] dParameters,
      float[] scratch) {
    kernels.partialConvolutionWeightGradient(
        size, x, START, dy, START, dParameters, weight.offset());
    kernels.convolutionBiasGradient(size.full, dy, START, dParameters, bias.offset());
    if (dx != null) {
      kernels.partialConvolutionDataGradient(
          size, parameters, weight.offset(), dy, START, dx, START);
    }
  }

  @Override
  public String toString() {
    return "convolution(\"%s\", %s, %d)".formatted(name, connections, kernel());
  }
}
