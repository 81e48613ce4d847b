package org.lenet5.nn;

/** How far from zero starting weights lie: uniform in plus or minus a bound. */
public enum InitialRange {
  /** 1/sqrt(F), F the fan-in of the unit: PyTorch's for convolutions and dense layers. */
  ROOT_FAN_IN,

  /** 2.4/F, F itself and not its root (LeCun et al. 1998, appendix A). */
  FAN_IN;

  /** The bound for a unit of so many inputs. */
  public double bound(int fanIn) {
    return switch (this) {
      case ROOT_FAN_IN -> 1 / Math.sqrt(fanIn);
      case FAN_IN -> 2.4 / fanIn;
    };
  }
}
