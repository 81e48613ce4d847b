package org.lenet5.paper;

import java.util.List;
import org.lenet5.train.EpochResult;

/** Errors on test and training set, in percent; NaN where there is none. */
public record Errors(double test, double train) {
  static final Errors NONE = new Errors(Double.NaN, Double.NaN);

  /** After an epoch that was validated on the test set. */
  static Errors after(EpochResult epoch) {
    return new Errors(100 * (1 - epoch.validAccuracy()), 100 * (1 - epoch.trainAccuracy()));
  }

  /** The error on the test set alone, likewise. */
  static double testAfter(EpochResult epoch) {
    return after(epoch).test;
  }

  /** The means of at least one. */
  static Errors mean(List<Errors> all) {
    return new Errors(
        all.stream().mapToDouble(Errors::test).average().orElseThrow(),
        all.stream().mapToDouble(Errors::train).average().orElseThrow());
  }

  /** {@code E_test - E_train}, the left side of equation 1. */
  public double gap() {
    return test - train;
  }
}
