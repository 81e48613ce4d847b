package org.lenet5.cli;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.lenet5.train.EpochResult;

/**
 * What a training run tells its user: results to one writer, everything else to another.
 *
 * @param out results: a line for each epoch, or JSON at the end
 * @param log progress and notes
 * @param json whether results are JSON
 */
record TrainingReport(PrintWriter out, PrintWriter log, boolean json) {

  /** The review's line. */
  void epoch(EpochResult e) {
    (json ? log : out)
        .println(
            String.format(
                Locale.ROOT,
                "%tT --- Epoch: %d\tTrain loss: %.4f\tValid loss: %.4f\tTrain accuracy: %.2f\tValid accuracy: %.2f",
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                e.epoch(),
                e.trainLoss(),
                e.validLoss(),
                100 * e.trainAccuracy(),
                100 * e.validAccuracy()));
  }

  /** A line of the result for people, dropped where a script reads JSON. */
  void result(String line) {
    if (!json) {
      out.println(line);
    }
  }

  /** The result for scripts. */
  void json(Object value) {
    if (json) {
      out.print(Json.text(value));
      out.flush();
    }
  }

  void note(String line) {
    log.println(line);
  }
}
