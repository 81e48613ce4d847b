package org.lenet5.train;

/** The loss has become NaN or infinite; the weights are of no use any more. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergenceException(int epoch, int batch, double loss) {
    super(
        "training: got a loss of %s in epoch %d, batch %d, expected a finite one; try a smaller learning rate"
            .formatted(loss, epoch, batch));
  }
}
