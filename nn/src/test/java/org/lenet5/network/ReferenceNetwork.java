package org.lenet5.network;

import static org.lenet5.layer.Squashing.Function.TANH;

import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.RbfCodes;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.layer.Subsampling;

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

  public static double[] forward(Layer layer, double[] parameters, double[] x) {
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
      case Dense dense -> {
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        int n = dense.positions();
        int fanIn = x.length / n;
        for (int o = 0; o < dense.units(); o++) {
          for (int p = 0; p < n; p++) {
            y[o * n + p] = parameters[b + o];
            for (int i = 0; i < fanIn; i++) {
              y[o * n + p] += parameters[w + o * fanIn + i] * x[i * n + p];
            }
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
      case PartialConvolution convolution -> {
        int k = convolution.kernel();
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int o = 0; o < out.maps(); o++) {
          for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
              y[at(out, o, r, c)] = parameters[b + o];
            }
          }
          for (int i : convolution.table().inputs().get(o)) {
            for (int r = 0; r < out.rows(); r++) {
              for (int c = 0; c < out.columns(); c++) {
                for (int n = 0; n < k * k; n++) {
                  y[at(out, o, r, c)] += parameters[w + n] * x[at(in, i, r + n / k, c + n % k)];
                }
              }
            }
            w += k * k;
          }
        }
      }
      case Subsampling subsampling -> {
        int window = subsampling.window();
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int m = 0; m < out.maps(); m++) {
          for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
              double sum = 0;
              for (int n = 0; n < window * window; n++) {
                sum += x[at(in, m, r * window + n / window, c * window + n % window)];
              }
              y[at(out, m, r, c)] = parameters[b + m] + parameters[w + m] * sum;
            }
          }
        }
      }
      case Rbf rbf -> {
        int n = rbf.positions();
        for (int i = 0; i < y.length; i++) {
          for (int j = 0; j < RbfCodes.LENGTH; j++) {
            double difference = x[j * n + i % n] - code(rbf, i / n, j);
            y[i] += difference * difference;
          }
        }
      }
      case Squashing(_, Squashing.Function function) when function == TANH -> {
        for (int i = 0; i < y.length; i++) {
          y[i] = Math.tanh(x[i]);
        }
      }
      case Squashing _ -> {
        for (int i = 0; i < y.length; i++) {
          y[i] = 1.7159 * Math.tanh(2.0 / 3 * x[i]);
        }
      }
    }
    return y;
  }

  public static double[] backward(
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
      case Dense dense -> {
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        int n = dense.positions();
        int fanIn = x.length / n;
        for (int o = 0; o < dense.units(); o++) {
          for (int p = 0; p < n; p++) {
            double d = dy[o * n + p];
            dp[b + o] += d;
            for (int i = 0; i < fanIn; i++) {
              dp[w + o * fanIn + i] += d * x[i * n + p];
              dx[i * n + p] += d * parameters[w + o * fanIn + i];
            }
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
      case PartialConvolution convolution -> {
        int k = convolution.kernel();
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int o = 0; o < out.maps(); o++) {
          for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
              dp[b + o] += dy[at(out, o, r, c)];
            }
          }
          for (int i : convolution.table().inputs().get(o)) {
            for (int r = 0; r < out.rows(); r++) {
              for (int c = 0; c < out.columns(); c++) {
                for (int n = 0; n < k * k; n++) {
                  int input = at(in, i, r + n / k, c + n % k);
                  dp[w + n] += dy[at(out, o, r, c)] * x[input];
                  dx[input] += dy[at(out, o, r, c)] * parameters[w + n];
                }
              }
            }
            w += k * k;
          }
        }
      }
      case Subsampling subsampling -> {
        int window = subsampling.window();
        int w = layer.parameters().getFirst().offset();
        int b = layer.parameters().getLast().offset();
        for (int m = 0; m < out.maps(); m++) {
          for (int r = 0; r < out.rows(); r++) {
            for (int c = 0; c < out.columns(); c++) {
              double d = dy[at(out, m, r, c)];
              dp[b + m] += d;
              for (int n = 0; n < window * window; n++) {
                int input = at(in, m, r * window + n / window, c * window + n % window);
                dp[w + m] += d * x[input];
                dx[input] = d * parameters[w + m];
              }
            }
          }
        }
      }
      case Rbf rbf -> {
        int n = rbf.positions();
        for (int i = 0; i < dy.length; i++) {
          for (int j = 0; j < RbfCodes.LENGTH; j++) {
            int at = j * n + i % n;
            dx[at] += 2 * (x[at] - code(rbf, i / n, j)) * dy[i];
          }
        }
      }
      case Squashing(_, Squashing.Function function) when function == TANH -> {
        for (int i = 0; i < dx.length; i++) {
          dx[i] = dy[i] * (1 - y[i] * y[i]);
        }
      }
      case Squashing _ -> {
        for (int i = 0; i < dx.length; i++) {
          dx[i] = dy[i] * (2.0 / 3 / 1.7159) * (1.7159 * 1.7159 - y[i] * y[i]);
        }
      }
    }
    return dx;
  }

  /**
   * The diagonal of second derivatives: adds to {@code hParameters}, returns those by the input.
   *
   * @param activations of {@link #forward}
   * @param h second derivatives by the outputs of the first {@code from} layers
   */
  public double[] curvature(
      double[] parameters, double[][] activations, int from, double[] h, double[] hParameters) {
    double[] second = h;
    for (int i = from - 1; i >= 0; i--) {
      second =
          curvature(
              network.layers().get(i),
              parameters,
              activations[i],
              activations[i + 1],
              second,
              hParameters);
    }
    return second;
  }

  /**
   * What the recursion claims, by a layer's Jacobian alone: {@code hx[j] = sum of (dy[i]/dx[j])^2
   * h[i]}, and the same by each parameter. Output by output through {@link #backward}, so that no
   * connection is counted twice where outputs share a weight.
   */
  public static double[] curvature(
      Layer layer, double[] parameters, double[] x, double[] y, double[] h, double[] hParameters) {
    double[] hx = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      double[] oneOutput = new double[y.length];
      oneOutput[i] = 1;
      double[] byParameter = new double[parameters.length];
      double[] byInput = backward(layer, parameters, x, y, oneOutput, byParameter);
      for (int j = 0; j < hx.length; j++) {
        hx[j] += byInput[j] * byInput[j] * h[i];
      }
      for (int j = 0; j < parameters.length; j++) {
        hParameters[j] += byParameter[j] * byParameter[j] * h[i];
      }
    }
    return hx;
  }

  private static int code(Rbf rbf, int i, int j) {
    return rbf.codes().value(i, j / RbfCodes.COLUMNS, j % RbfCodes.COLUMNS);
  }

  private static int at(Shape shape, int map, int row, int column) {
    return (map * shape.rows() + row) * shape.columns() + column;
  }
}
