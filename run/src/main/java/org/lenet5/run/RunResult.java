package org.lenet5.run;

import java.util.List;
import java.util.Optional;
import org.lenet5.eval.Evaluation;
import org.lenet5.model.Model;
import org.lenet5.train.EpochResult;

/**
 * What a finished run has brought.
 *
 * @param folder where all of it lies
 * @param settings what it was asked for
 * @param history every epoch, in order
 * @param model the weights, calibrated if there was a hold-out
 * @param validation the weights on the validation set, before calibration
 * @param test the model on the test set, if the validation set was another one
 */
public record RunResult(
    RunFolder folder,
    Settings settings,
    List<EpochResult> history,
    Model model,
    Evaluation validation,
    Optional<Evaluation> test) {

  /** Copies the history. */
  public RunResult {
    history = List.copyOf(history);
  }
}
