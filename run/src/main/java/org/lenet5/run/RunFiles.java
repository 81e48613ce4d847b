package org.lenet5.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.lenet5.eval.Evaluation;
import org.lenet5.io.AtomicFile;
import org.lenet5.run.PictureFiles.Named;
import org.lenet5.run.chart.ConfusionChart;
import org.lenet5.run.chart.LearningChart;
import org.lenet5.train.EpochResult;

/**
 * What a run writes beside checkpoint and model.
 *
 * @param folder of the run
 */
record RunFiles(RunFolder folder) {
  /** Every epoch so far, for spreadsheets. */
  void writeHistory(List<EpochResult> history) throws IOException {
    StringBuilder csv =
        new StringBuilder("epoch,train_loss,valid_loss,train_accuracy,valid_accuracy,seconds\n");
    for (EpochResult e : history) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%.6f,%.3f%n",
              e.epoch(),
              e.trainLoss(),
              e.validLoss(),
              e.trainAccuracy(),
              e.validAccuracy(),
              e.seconds()));
    }
    AtomicFile.write(folder.history(), csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The learning curves and the confusion matrix. */
  static List<Named> charts(String subject, List<EpochResult> history, Evaluation validation) {
    LearningChart loss =
        LearningChart.loss(
            subject,
            "cross-entropy (nats)",
            history.stream().mapToDouble(EpochResult::trainLoss).toArray(),
            history.stream().mapToDouble(EpochResult::validLoss).toArray());
    LearningChart accuracy =
        LearningChart.accuracy(
            subject,
            history.stream().mapToDouble(e -> 100 * e.trainAccuracy()).toArray(),
            history.stream().mapToDouble(e -> 100 * e.validAccuracy()).toArray());
    return List.of(
        new Named("loss.png", loss::png),
        new Named("loss.svg", loss::svg),
        new Named("accuracy.png", accuracy::png),
        new Named("accuracy.svg", accuracy::svg),
        new Named(
            "confusion.png",
            () -> ConfusionChart.png(subject, validation.classNames(), validation.confusion())));
  }
}
