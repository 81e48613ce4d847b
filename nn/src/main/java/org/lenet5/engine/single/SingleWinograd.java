package org.lenet5.engine.single;

import static org.lenet5.kernel.Winograd.POINTS;
import static org.lenet5.kernel.Winograd.TILE;

import java.util.Arrays;
import java.util.List;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.RowConvolution;
import org.lenet5.kernel.Winograd;
import org.lenet5.kernel.WinogradSize;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Parameter;

/**
 * A {@link org.lenet5.layer.Convolution} of one sample with fewer multiplications. At each point of
 * {@link Winograd} the rows of a tile lie side by side, so that a lane is a row of the map: there
 * it is a convolution as {@link SingleConvolution} is, whose columns are rows and whose rows are
 * tiles.
 */
final class SingleWinograd implements SingleLayer {
  private final Rows input;
  private final WinogradSize size;
  private final int weight;
  private final int bias;
  private final Activation output;

  /** What it is at each point. */
  private final RowConvolution point;

  /** Values of the input at a point, and of the output. */
  private final Rows in;

  private final Rows out;

  // Where each tile of a row begins in the layer's input and output, [map][tile][row], and where
  // its values lie at a point.
  private final int[] inputTiles;
  private final int[] outputTiles;
  private final int[] inputPlaces;
  private final int[] outputPlaces;

  // [POINTS] of: values and a row, and weights.
  private final float[] v;
  private final float[] m;
  private final float[] u;

  // Their gradients. Behind the last column dm is zero, and m holds values of no meaning, so that
  // they cannot share an array.
  private final float[] dv;
  private final float[] dm;
  private final float[] du;

  private final float[] padded;
  private final float[] turned;

  SingleWinograd(Rows input, ConvolutionSize full, List<Parameter> parameters) {
    this.input = input;
    size = new WinogradSize(full);
    weight = parameters.getFirst().offset();
    bias = parameters.getLast().offset();
    output = Activation.of(new Rows(full.outMaps, full.outRows, full.outColumns, input.pitch()));
    in = Rows.of(full.inMaps, size.tiles, full.inRows);
    out = new Rows(full.outMaps, size.tiles, full.outRows, in.pitch());
    inputTiles = tiles(input);
    outputTiles = tiles(output.rows());
    inputPlaces = in.places();
    outputPlaces = out.places();
    point =
        new RowConvolution(
            full.inMaps,
            size.tiles,
            full.inRows,
            in.pitch(),
            Connections.full(full.inMaps, full.outMaps).inputs(),
            1,
            full.kernelRows);
    v = new float[POINTS * in.length() + in.pitch()];
    dv = v.clone();
    m = new float[POINTS * out.length() + out.pitch()];
    dm = m.clone();
    u = new float[POINTS * size.weightStride];
    du = u.clone();
    padded = new float[point.paddedLength()];
    turned = new float[point.turnedLength()];
  }

  @Override
  public Activation output() {
    return output;
  }

  /** This layer, tanh and a pool of means in one. */
  FrozenWinograd with(SingleSubsampling pool) {
    return new FrozenWinograd(inputTiles, size, weight, bias, pool.window(), pool.output());
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    size.weights(parameters, weight, bias, u, 0);
    for (int i = 0; i < inputTiles.length; i++) {
      Winograd.input(x, inputTiles[i], 1, v, inputPlaces[i], in.length());
    }
    for (int i = 0; i < POINTS; i++) {
      int w = i * size.weightStride;
      kernels
          .lanes()
          .convolution(
              point.forward.full, u, w, w + size.biasAt, v, i * in.length(), m, i * out.length());
    }
    float[] y = output.values();
    for (int i = 0; i < outputTiles.length; i++) {
      Winograd.output(m, outputPlaces[i], out.length(), y, outputTiles[i], 1);
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    float[] dy = output.gradient();
    for (int i = 0; i < outputTiles.length; i++) {
      Winograd.outputGradient(dy, outputTiles[i], 1, dm, outputPlaces[i], out.length());
    }
    for (int i = 0; i < POINTS; i++) {
      int w = i * size.weightStride;
      kernels
          .columns()
          .convolutionWeightGradient(point, v, i * in.length(), dm, i * out.length(), du, w);
      if (dx != null) {
        point.pad(dm, i * out.length(), padded);
        point.turn(u, w, turned);
        kernels
            .lanes()
            .convolution(
                point.gradient, turned, 0, point.turnedBias(), padded, 0, dv, i * in.length());
      }
    }
    biasGradient();
    Arrays.fill(dParameters, weight, weight + size.full.outMaps * size.full.taps, 0);
    Arrays.fill(dParameters, bias, bias + size.full.outMaps, 0);
    size.weightGradient(du, 0, dParameters, weight, bias);
    if (dx != null) {
      Arrays.fill(dx, 0, input.length(), 0);
      for (int i = 0; i < inputTiles.length; i++) {
        Winograd.inputGradient(dv, inputPlaces[i], in.length(), dx, inputTiles[i], 1);
      }
    }
  }

  /** The gradients of the biases at the point where they enter, from zero, ascending tile, row. */
  private void biasGradient() {
    int at = WinogradSize.BIASES * size.weightStride + size.biasAt;
    int unit = 0;
    for (int o = 0; o < out.maps(); o++) {
      float sum = 0;
      for (int end = unit + out.rows() * out.columns(); unit < end; unit++) {
        sum += dm[WinogradSize.BIASES * out.length() + outputPlaces[unit]];
      }
      du[at + o] = sum;
    }
  }

  /** Where the first column of each tile lies, {@code [map][tile][row]}. */
  private int[] tiles(Rows maps) {
    int[] tiles = new int[maps.maps() * size.tiles * maps.rows()];
    int i = 0;
    for (int map = 0; map < maps.maps(); map++) {
      for (int tile = 0; tile < size.tiles; tile++) {
        for (int row = 0; row < maps.rows(); row++) {
          tiles[i++] = (map * maps.rows() + row) * maps.pitch() + tile * TILE;
        }
      }
    }
    return tiles;
  }
}
