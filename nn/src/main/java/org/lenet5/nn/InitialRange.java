package org.lenet5.nn;

/** How far from zero starting weights lie: uniform in plus or minus a bound. */
public enum InitialRange {
  /** 1/sqrt(F) for weights and biases, F the fan-in of the unit: PyTorch's usual one. */
  ROOT_FAN_IN,

  /**
   * 1/sqrt(F) for weights, biases zero: what the authors' own later code does. The paper has 2.4/F,
   * F itself and not its root (LeCun et al. 1998, appendix A), but a network so small at the start
   * has second derivatives near zero, and not those that the paper reports of its first pass; these
   * do. See docs/decisions/0007.
   */
  ROOT_FAN_IN_WITHOUT_BIAS;

  /** The bound for a parameter of a unit of so many inputs. */
  double bound(Parameter parameter, int fanIn) {
    boolean zero = this == ROOT_FAN_IN_WITHOUT_BIAS && parameter.name().endsWith(".bias");
    return zero ? 0 : 1 / Math.sqrt(fanIn);
  }
}
