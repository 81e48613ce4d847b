package org.lenet5.nn;

/**
 * The layers' formulas in double, one sample at a time, without regard to speed: what the float
 * layers are measured against. Written from the formulas, and itself checked by central differences
 * in {@link ReferenceNetworkTest}.
 */
public final class ReferenceNetwork {
  private final Network network;

  /** The same layers as a network's. */
  public ReferenceNetwork(Network network) {
    this.network = network;
  }

  /** {@code [layers + 1][unit]}: the input, then every layer's output. */
  public double[][] forward(double[] parameters, double[] x) {
    double[][] activations = new double[network.layers().size() + 1][];
    activations[0] = x;
    for (int i = 0; i < network.layers().size(); i++) {
      activations[i + 1] = forward(network.layers().get(i), parameters, activations[i]);
    }
    return activations;
  }

  /**
   * Adds to {@code dParameters}, returns the gradient of the input.
   *
   * @param activations of {@link #forward}
   * @param dy gradient of the output
   */
  public double[] backward(
      double[] parameters, double[][] activations, double[] dy, double[] dParameters) {
    double[] gradient = dy;
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      gradient =
          backward(
              network.layers().get(i),
              parameters,
              activations[i],
              activations[i + 1],
              gradient,
              dParameters);
    }
    return gradient;
  }

  /** {@code -log p[label]}, p the softmax of z; overwrites {@code dz} by {@code p - onehot}. */
  public static double crossEntropy(double[] z, int label, double[] dz) {
    double sum = 0;
    for (double score : z) {
      sum += Math.exp(score);
    }
    for (int c = 0; c < z.length; c++) {
      dz[c] = Math.exp(z[c]) / sum - (c == label ? 1 : 0);
    }
    return Math.log(sum) - z[label];
  }

  static double[] forward(Layer layer, double[] parameters, double[] x) {
    Shape in = layer.input();
    Shape out = layer.output();
    double[] y = new double[out.size()];
    switch (layer) {
      case Convolution convolution -> {
        int k = convolution.kernel();
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int o = 0; o < out.maps(); o++) {
          for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
              double sum = parameters[b + o];
              for (int i = 0; i < in.maps(); i++) {
                for (int kr = 0; kr < k; kr++) {
                  for (int kc = 0; kc < k; kc++) {
                    sum +=
                        parameters[w + ((o * in.maps() + i) * k + kr) * k + kc]
                            * x[at(in, i, r + kr, c + kc)];
                  }
                }
              }
              y[at(out, o, r, c)] = sum;
            }
          }
        }
      }
      case Dense _ -> {
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int o = 0; o < y.length; o++) {
          y[o] = parameters[b + o];
          for (int i = 0; i < x.length; i++) {
            y[o] += parameters[w + o * x.length + i] * x[i];
          }
        }
      }
      case AveragePool pool -> {
        int window = pool.window();
        for (int m = 0; m < out.maps(); m++) {
          for (int r = 0; r < out.rows() * window; r++) {
            for (int c = 0; c < out.columns() * window; c++) {
              y[at(out, m, r / window, c / window)] += x[at(in, m, r, c)] / (window * window);
            }
          }
        }
      }
      case Tanh _ -> {
        for (int i = 0; i < y.length; i++) {
          y[i] = Math.tanh(x[i]);
        }
      }
    }
    return y;
  }

  static double[] backward(
      Layer layer, double[] parameters, double[] x, double[] y, double[] dy, double[] dp) {
    Shape in = layer.input();
    Shape out = layer.output();
    double[] dx = new double[in.size()];
    switch (layer) {
      case Convolution convolution -> {
        int k = convolution.kernel();
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int o = 0; o < out.maps(); o++) {
          for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
              double d = dy[at(out, o, r, c)];
              dp[b + o] += d;
              for (int i = 0; i < in.maps(); i++) {
                for (int kr = 0; kr < k; kr++) {
                  for (int kc = 0; kc < k; kc++) {
                    int weight = w + ((o * in.maps() + i) * k + kr) * k + kc;
                    int input = at(in, i, r + kr, c + kc);
                    dp[weight] += d * x[input];
                    dx[input] += d * parameters[weight];
                  }
                }
              }
            }
          }
        }
      }
      case Dense _ -> {
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int o = 0; o < dy.length; o++) {
          dp[b + o] += dy[o];
          for (int i = 0; i < x.length; i++) {
            dp[w + o * x.length + i] += dy[o] * x[i];
            dx[i] += dy[o] * parameters[w + o * x.length + i];
          }
        }
      }
      case AveragePool pool -> {
        int window = pool.window();
        for (int m = 0; m < out.maps(); m++) {
          for (int r = 0; r < out.rows() * window; r++) {
            for (int c = 0; c < out.columns() * window; c++) {
              dx[at(in, m, r, c)] = dy[at(out, m, r / window, c / window)] / (window * window);
            }
          }
        }
      }
      case Tanh _ -> {
        for (int i = 0; i < dx.length; i++) {
          dx[i] = dy[i] * (1 - y[i] * y[i]);
        }
      }
    }
    return dx;
  }

  private static int at(Shape shape, int map, int row, int column) {
    return (map * shape.rows() + row) * shape.columns() + column;
  }
}
