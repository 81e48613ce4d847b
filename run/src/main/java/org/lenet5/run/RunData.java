package org.lenet5.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Holdout;
import org.lenet5.engine.PreparedSet;
import org.lenet5.network.Network;

/**
 * What a run's settings say of data, read and ready.
 *
 * @param settings with the polarity that the data have
 * @param source where they are from
 * @param train to train on
 * @param valid to validate on
 * @param network for their classes
 */
record RunData(
    Settings settings, DataSource source, PreparedSet train, PreparedSet valid, Network network) {

  /**
   * Reads them.
   *
   * @throws IOException if they can't be read
   * @throws InvalidOptionException if there are fewer training samples than asked for
   */
  static RunData read(Settings settings) throws IOException {
    DataSource source = DataSource.of(settings.data(), settings.transposed(), settings.polarity());
    Dataset all = source.train();
    Dataset used = all;
    Dataset kept;
    if (settings.holdout().isPresent()) {
      Holdout holdout = Holdout.of(all, settings.holdout().get());
      used = holdout.train();
      kept = holdout.valid();
    } else {
      kept = test(source);
    }
    int limit = settings.trainSamples().orElse(used.size());
    if (limit > used.size()) {
      throw new InvalidOptionException(
          "train-samples", Integer.toString(limit), "at most " + used.size());
    }
    return new RunData(
        settings.withPolarity(source.polarity()),
        source,
        new PreparedSet(settings.preprocessing(), used.slice(0, limit)),
        new PreparedSet(settings.preprocessing(), kept),
        settings.architecture().network(all.classNames()));
  }

  private static Dataset test(DataSource source) throws IOException {
    try {
      return source.test();
    } catch (DataException e) {
      if (source.hasTest()) {
        throw e;
      }
      throw new DataException(
          e.getMessage() + "; or --validation holdout:N, to keep back N training samples", e);
    }
  }

  /** The test set, if that was not validated on. */
  Optional<Dataset> test() throws IOException {
    return settings.holdout().isPresent() && source.hasTest()
        ? Optional.of(source.test())
        : Optional.empty();
  }

  /** What a checkpoint says of a run: its settings, and the checksums of its data. */
  Map<String, String> notes() {
    Map<String, String> notes = new TreeMap<>(SettingsText.of(settings));
    source.checksums().forEach((role, sha256) -> notes.put("sha256." + role, sha256));
    return notes;
  }

  /**
   * Checks that a checkpoint's data are these.
   *
   * @param recorded the checkpoint's notes
   * @throws IOException if they are not
   */
  void requireSame(Map<String, String> recorded) throws IOException {
    Map<String, String> expected = notes();
    for (Map.Entry<String, String> note : recorded.entrySet()) {
      String now = expected.get(note.getKey());
      if (note.getKey().startsWith("sha256.") && !note.getValue().equals(now)) {
        throw new IOException(
            "--data: got %s %s, expected %s, as in the run to resume"
                .formatted(note.getKey(), now, note.getValue()));
      }
    }
  }
}
