package org.lenet5.paper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.lenet5.data.Distortion;
import org.lenet5.engine.Engine;
import org.lenet5.io.AtomicFile;
import org.lenet5.learning.LearningRate;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.PictureFiles;
import org.lenet5.run.Recipe;
import org.lenet5.run.RunFolder;
import org.lenet5.run.RunListener;
import org.lenet5.run.Runner;
import org.lenet5.run.Settings;
import org.lenet5.train.EpochResult;

/**
 * What all experiments share: where they keep the networks that they train, how large they are, and
 * what computes. A network is trained once: whichever figure needs it finds its run folder, and
 * goes on with it where it was stopped.
 *
 * @param out the folder of everything; quick experiments have a folder {@code quick} in it
 * @param quick whether to train on 3,000 samples in 4 passes, or fewer where there is much to
 *     train: under a minute for most figures
 * @param trainSamples to train on the first so many samples, at least 1; empty for all, or as many
 *     as a quick experiment has
 * @param engine computes; the caller closes it
 * @param listener hears how training gets on, and what was written
 */
public record Experiments(
    Path out, boolean quick, OptionalInt trainSamples, Engine engine, RunListener listener) {
  /** Of the run that figures share where the paper shows one run. */
  private static final long SEED = 42;

  private static final int ALL_SAMPLES = 60_000;
  private static final int QUICK_SAMPLES = 3000;
  private static final int QUICK_PASSES = 4;
  private static final int QUICK_SAMPLES_COMPARED = 500;
  private static final int QUICK_PASSES_COMPARED = 2;
  private static final int PASSES_COMPARED = 40;

  /**
   * @throws InvalidOptionException if the number of training samples is below 1
   */
  public Experiments {
    if (trainSamples.isPresent() && trainSamples.getAsInt() < 1) {
      throw new InvalidOptionException(
          "train-samples", Integer.toString(trainSamples.getAsInt()), "an integer of at least 1");
    }
  }

  /** Where run folders and results lie. */
  public Path folder() {
    return quick ? out.resolve("quick") : out;
  }

  /** How many samples the paper's network is trained on. */
  int samples() {
    return trainSamples.orElse(quick ? QUICK_SAMPLES : ALL_SAMPLES);
  }

  /** The same run, as large as asked for. */
  Settings sized(Settings settings) {
    return sized(settings, QUICK_SAMPLES, QUICK_PASSES);
  }

  private Settings sized(Settings settings, int quickSamples, int quickPasses) {
    int samples = trainSamples.orElse(quick ? quickSamples : ALL_SAMPLES);
    return settings
        .withEpochs(quick ? quickPasses : settings.options().epochs())
        .withTrainSamples(samples == ALL_SAMPLES ? OptionalInt.empty() : OptionalInt.of(samples));
  }

  /** The paper's network as the paper trains it. */
  Settings paper() {
    return sized(Recipe.PAPER.settings());
  }

  /** The paper's network with the usual seed, as in figure 5. */
  NamedSettings original(boolean distort) {
    return original(SEED, distort);
  }

  /** The paper's network as in figure 5. */
  NamedSettings original(long seed, boolean distort) {
    return new NamedSettings(
        (distort ? "fig5-distorted" : "fig5") + "/seed-" + seed,
        distorted(paper().withSeed(seed), distort));
  }

  /** A network that the paper's own is compared with, as in figure 9. */
  NamedSettings compared(Architecture architecture, boolean distort) {
    return new NamedSettings(
        "fig9/" + architecture.id() + (distort ? "-distorted" : ""),
        comparedSettings(architecture, distort));
  }

  /**
   * How such a network is trained: by Adam, as on a hold-out the paper's training suits few of them
   * (decision 0008). Quicker if quick, as there are many.
   */
  Settings comparedSettings(Architecture architecture, boolean distort) {
    Settings review = Recipe.REVIEW.settings(architecture);
    LearningRate cosine = new LearningRate.Cosine(review.options().learningRate().rate());
    Settings full =
        review.with(review.options().withLearningRate(cosine)).withEpochs(PASSES_COMPARED);
    return distorted(sized(full, QUICK_SAMPLES_COMPARED, QUICK_PASSES_COMPARED), distort);
  }

  private static Settings distorted(Settings settings, boolean distort) {
    Distortion distortion = distort ? Distortion.DEFAULT : Distortion.NONE;
    return settings.with(settings.options().withDistortion(distortion));
  }

  /** Trains a network, or goes on with it, or just reads what came of it: each epoch of its run. */
  List<EpochResult> history(NamedSettings training) throws IOException {
    return new Runner(engine, listener)
        .complete(folder().resolve(training.name()), training.settings());
  }

  /** The model of a network, which is trained first if it is not yet. */
  Model model(NamedSettings training) throws IOException {
    history(training);
    return new RunFolder(folder().resolve(training.name())).models().getFirst();
  }

  /**
   * Writes a report into the {@link #folder}: the table as CSV and JSON, pictures as SVG, where
   * they are of numbers, and PNG. Tells the listener of each file, and where there are no fonts to
   * draw with.
   *
   * @throws IOException if a file can't be written, or the folder holds files of these names that
   *     are not of an earlier report
   */
  public void write(Report report) throws IOException {
    Files.createDirectories(folder());
    PictureFiles files = new PictureFiles(folder(), listener::note);
    List<PictureFiles.Named> pictures = pictures(report);
    List<String> names =
        Stream.concat(
                Stream.of(report.name() + ".csv"), pictures.stream().map(PictureFiles.Named::name))
            .toList();
    files.requireOwn(report.name() + ".json", names);
    write(report.name() + ".json", report.table().json());
    write(report.name() + ".csv", report.table().csv());
    files.write(pictures).forEach(this::wrote);
  }

  private static List<PictureFiles.Named> pictures(Report report) {
    List<PictureFiles.Named> pictures = new ArrayList<>();
    for (Illustration picture : report.pictures()) {
      if (picture instanceof Illustration.OfNumbers numbers) {
        pictures.add(new PictureFiles.Named(picture.name() + ".svg", numbers.chart()::svg));
      }
      pictures.add(new PictureFiles.Named(picture.name() + ".png", picture::png));
    }
    return pictures;
  }

  private void write(String name, String text) throws IOException {
    AtomicFile.write(folder().resolve(name), text.getBytes(StandardCharsets.UTF_8));
    wrote(name);
  }

  private void wrote(String name) {
    listener.note("wrote " + folder().resolve(name));
  }
}
