package org.lenet5.engine.single;

/**
 * A layer's output for one sample, and the gradient of the loss by it. Values behind the last
 * column of a row have no meaning in the output, and are zero in the gradient.
 *
 * @param rows where the units lie
 * @param values {@code [rows.length()]} and a row
 * @param gradient as the values
 */
record Activation(Rows rows, float[] values, float[] gradient) {

  /** Zeros. */
  static Activation of(Rows rows) {
    return new Activation(rows, rows.allocate(), rows.allocate());
  }
}
