package org.lenet5.layer;

/** How far from zero starting weights lie: uniform in plus or minus a bound. */
public enum InitialRange {
  /** 1/sqrt(F) for weights and biases, F the fan-in of the unit: PyTorch's usual one. */
  ROOT_FAN_IN(1, true),

  /** 1/sqrt(F) for weights, biases zero: what the authors' own later code does. */
  ROOT_FAN_IN_WITHOUT_BIAS(1, false),

  /**
   * 1.4/sqrt(F) for weights, biases zero. The paper has 2.4/F, F itself and not its root (LeCun et
   * al. 1998, appendix A), but a network so small at the start has second derivatives near zero.
   * From this range the original network has the effective rates that the paper reports of its
   * first pass (section III.B), from 0.00007 to 0.014, and learns best. See docs/decisions/0007.
   */
  REPORTED_RATES(1.4, false);

  private final double factor;
  private final boolean biases;

  InitialRange(double factor, boolean biases) {
    this.factor = factor;
    this.biases = biases;
  }

  /** The bound for a parameter of a unit of so many inputs. */
  double bound(Parameter parameter, int fanIn) {
    boolean zero = !biases && parameter.name().endsWith(".bias");
    return zero ? 0 : factor / Math.sqrt(fanIn);
  }
}
