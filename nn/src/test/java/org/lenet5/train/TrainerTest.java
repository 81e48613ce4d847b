package org.lenet5.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.base.Randomness;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.engine.Training;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

class TrainerTest {
  private static final Trainer.Listener QUIET = Trainer.Listener.NONE;

  private static TrainingOptions options(int epochs, int batchSize) {
    return new TrainingOptions(
        new Optimizer.Adam(), new LearningRate.OneCycle(0.02), epochs, batchSize, 42, 0);
  }

  /** 331 samples fill neither their last block nor any of these batches, 300 takes 19 blocks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 32, 100, 300, 1000})
  void threadsDoNotChangeABit(int batchSize) {
    int samples = batchSize == 1 ? 9 : 331;
    PreparedSet train = ToyData.blocks(samples, 1);
    PreparedSet valid = ToyData.blocks(37, 2);
    TrainingOptions options = options(2, batchSize);
    String expected = sha256(trained(ToyData.SMALL, options, 1, train, valid));
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(sha256(trained(ToyData.SMALL, options, threads, train, valid)))
          .as("%d threads", threads)
          .isEqualTo(expected);
    }
    assertThat(sha256(TrainingState.start(ToyData.SMALL, options))).isNotEqualTo(expected);
  }

  @Test
  void threadsDoNotChangeABitOfLeNet5() {
    Network network = LeNet5.modern(ToyData.CLASSES);
    PreparedSet train = ToyData.blocks(45, 1);
    PreparedSet valid = ToyData.blocks(5, 2);
    String expected = sha256(trained(network, options(1, 20), 1, train, valid));
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(sha256(trained(network, options(1, 20), threads, train, valid)))
          .as("%d threads", threads)
          .isEqualTo(expected);
    }
  }

  /** Steps too small to move a weight: before them or after, the answers are the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void countsRightAnswersOnTheWayIfItHurries(int batchSize) {
    PreparedSet train = ToyData.blocks(75, 1);
    PreparedSet valid = ToyData.blocks(20, 2);
    List<Double> accuracies = new ArrayList<>();
    for (double until : new double[] {0, 1}) {
      TrainingOptions options =
          new TrainingOptions(
              new Optimizer.Sgd(0),
              new LearningRate.Constant(1e-30),
              2,
              batchSize,
              42,
              0,
              Distortion.NONE,
              new Loss.CrossEntropy(),
              false,
              until);
      trained(ToyData.SMALL, options, 2, train, valid).history().stream()
          .map(EpochResult::trainAccuracy)
          .forEach(accuracies::add);
    }
    assertThat(accuracies).hasSize(4).containsOnly(accuracies.getFirst());
    assertThat(accuracies.getFirst()).isBetween(0.05, 0.6);
  }

  @ParameterizedTest
  @CsvSource({"ADAM", "SGD", "AVERAGED"})
  void resumesToTheSameBits(String optimizer) {
    TrainingOptions options =
        new TrainingOptions(
            switch (optimizer) {
              case "ADAM" -> new Optimizer.Adam();
              case "SGD" -> new Optimizer.Sgd(0.9);
              default -> new Optimizer.Averaged(new Optimizer.Adam(), 0.9);
            },
            new LearningRate.Cosine(0.01),
            4,
            32,
            42,
            0);
    PreparedSet train = ToyData.blocks(75, 1);
    PreparedSet valid = ToyData.blocks(20, 2);
    List<TrainingState> checkpoints = new ArrayList<>();
    TrainingState uninterrupted = TrainingState.start(ToyData.SMALL, options);
    checkpoints.add(copy(uninterrupted));
    try (Engine engine = Engines.scalar(2)) {
      Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
      trainer.train(
          uninterrupted,
          train,
          valid,
          new Trainer.Listener() {
            @Override
            public void epochDone(TrainingState state) {
              checkpoints.add(copy(state));
            }
          });
    }
    assertThat(checkpoints).hasSize(5);
    for (TrainingState checkpoint : checkpoints) {
      int done = checkpoint.history().size();
      try (Engine engine = Engines.scalar(1)) {
        Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
        trainer.train(checkpoint, train, valid, QUIET);
      }
      assertThat(sha256(checkpoint)).as("from epoch %d", done).isEqualTo(sha256(uninterrupted));
      assertThat(checkpoint.history())
          .extracting(EpochResult::epoch, EpochResult::trainLoss, EpochResult::validLoss)
          .isEqualTo(
              uninterrupted.history().stream()
                  .map(epoch -> tuple(epoch.epoch(), epoch.trainLoss(), epoch.validLoss()))
                  .toList());
    }
  }

  /** The history and the result are the average's, not the last weights'. */
  @Test
  void averagedWeightsAreEvaluatedAndKept() {
    TrainingOptions options =
        new TrainingOptions(
            new Optimizer.Averaged(new Optimizer.Adam(), 0.9),
            new LearningRate.Constant(0.02),
            2,
            20,
            42,
            0);
    PreparedSet valid = ToyData.blocks(20, 2);
    TrainingState state = trained(ToyData.SMALL, options, 2, ToyData.blocks(75, 1), valid);
    float[] average = state.moments()[2];
    assertThat(state.result(options)).isSameAs(average).isNotEqualTo(state.parameters());
    try (Engine engine = Engines.scalar(1)) {
      assertThat(state.history().getLast().validLoss())
          .isEqualTo(Evaluator.evaluate(ToyData.SMALL, average, valid, engine).loss());
    }
  }

  /** Two epochs of 45 samples, each in its own order, as 20, 20 and 5; six steps in all. */
  @Test
  void aRunIsTheSeedsOrderInBatches() {
    LearningRate rate = new LearningRate.OneCycle(0.02);
    TrainingOptions options = new TrainingOptions(new Optimizer.Adam(), rate, 2, 20, 7, 0);
    PreparedSet train = ToyData.blocks(45, 1);
    TrainingState byHand = TrainingState.start(ToyData.SMALL, options);
    try (Engine engine = Engines.scalar(1)) {
      Training training =
          engine.training(
              ToyData.SMALL,
              options.loss(),
              options.optimizer(),
              options.batchSize(),
              byHand.parameters(),
              byHand.moments());
      for (int step = 0; step < 6; step++) {
        int epoch = step / 3;
        int from = 20 * (step % 3);
        int[] order = Randomness.permutation(7, Randomness.SHUFFLE + epoch, 45);
        int count = Math.min(20, 45 - from);
        training.step(
            train, order, from, count, rate.at(epoch, step / 6.0), step + 1, new double[count]);
      }
      training.store();
    }
    TrainingState state = trained(ToyData.SMALL, options, 1, train, ToyData.blocks(5, 2));
    assertThat(state.parameters()).isEqualTo(byHand.parameters());
    assertThat(state.moments()).isDeepEqualTo(byHand.moments());
  }

  @Test
  void learns() {
    TrainingState state =
        trained(ToyData.SMALL, options(12, 20), 2, ToyData.blocks(200, 1), ToyData.blocks(100, 2));
    List<EpochResult> history = state.history();
    assertThat(history)
        .extracting(EpochResult::epoch)
        .isEqualTo(IntStream.range(0, 12).boxed().toList());
    assertThat(history.getFirst().trainLoss()).isGreaterThan(1);
    assertThat(history.getLast().trainLoss()).isLessThan(0.1);
    assertThat(history.getLast().validLoss()).isLessThan(0.1);
    assertThat(history.getLast().trainAccuracy()).isGreaterThan(0.98);
    assertThat(history.getLast().validAccuracy()).isGreaterThan(0.98);
    assertThat(history)
        .allMatch(
            epoch -> epoch.seconds() >= epoch.trainingSeconds() && epoch.trainingSeconds() > 0);
  }

  @Test
  void trainsAModelInOneCall() {
    Model model =
        Trainer.train(
            Architecture.LENET5,
            ToyData.dataset(40, 1),
            ToyData.dataset(8, 2),
            options(1, 32),
            QUIET);
    assertThat(model.classNames()).isEqualTo(ToyData.names(ToyData.CLASSES));
    assertThat(model.preprocessing()).isEqualTo(Preprocessing.review());
    TrainingState state =
        trained(
            LeNet5.modern(ToyData.CLASSES),
            options(1, 32),
            1,
            ToyData.blocks(40, 1),
            ToyData.blocks(8, 2));
    assertThat(model.parameters()).isEqualTo(state.parameters());
  }

  /** At a rate too small to change anything, the training loss is the loss. */
  @Test
  void theTrainingLossIsTheMeanOverTheSamples() {
    PreparedSet train = ToyData.blocks(77, 1);
    TrainingOptions options =
        new TrainingOptions(new Optimizer.Sgd(0), new LearningRate.Constant(1e-30), 2, 20, 42, 0);
    TrainingState state = trained(ToyData.SMALL, options, 2, train, ToyData.blocks(19, 2));
    assertThat(state.parameters()).isEqualTo(ToyData.SMALL.initialParameters(42));
    try (Engine engine = Engines.scalar(1)) {
      Evaluation evaluation = Evaluator.evaluate(ToyData.SMALL, state.parameters(), train, engine);
      for (EpochResult epoch : state.history()) {
        // The same 77 doubles in another order.
        assertThat(epoch.trainLoss())
            .isCloseTo(evaluation.loss(), within(77 * 0x1p-53 * evaluation.loss()));
        assertThat(epoch.trainAccuracy()).isEqualTo(evaluation.accuracy());
      }
    }
  }

  /** Validation labels that contradict the training set: the first epoch is the best. */
  @Test
  void patienceStopsAndKeepsTheBest() {
    Dataset right = ToyData.dataset(60, 2);
    byte[] wrong = right.labels().clone();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = (byte) ((wrong[i] + 1) % ToyData.CLASSES);
    }
    PreparedSet valid =
        new PreparedSet(
            Preprocessing.review(),
            new Dataset("wrong", 32, 32, right.pixels(), wrong, right.classNames()));
    TrainingOptions options =
        new TrainingOptions(new Optimizer.Adam(), new LearningRate.Constant(0.01), 50, 20, 42, 3);
    List<float[]> weights = new ArrayList<>();
    TrainingState state = TrainingState.start(ToyData.SMALL, options);
    try (Engine engine = Engines.scalar(2)) {
      Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
      trainer.train(
          state,
          ToyData.blocks(100, 1),
          valid,
          new Trainer.Listener() {
            @Override
            public void epochDone(TrainingState now) {
              weights.add(now.parameters().clone());
            }
          });
    }
    int best = state.bestEpoch().orElseThrow().epoch();
    assertThat(state.history()).hasSize(best + 1 + 3);
    assertThat(state.history().get(best).validLoss())
        .isLessThan(state.history().getLast().validLoss());
    assertThat(state.isOutOfPatience(options)).isTrue();
    assertThat(state.isFinished(options)).isTrue();
    assertThat(state.result(options)).isEqualTo(weights.get(best));
    assertThat(state.result(options)).isNotEqualTo(weights.getLast());
    assertThat(state.result(options(50, 20))).isEqualTo(weights.getLast());
  }

  /** Two linear layers pull each other up by a factor of 1000 in each step. */
  @Test
  void divergenceIsAnError() {
    Network linear =
        Network.input(1, 32, 32).averagePool("S1", 8).dense("F2", 3).dense("OUT", ToyData.CLASSES);
    TrainingOptions options =
        new TrainingOptions(new Optimizer.Sgd(0), new LearningRate.Constant(1000), 50, 20, 42, 0);
    assertThatThrownBy(
            () -> trained(linear, options, 2, ToyData.blocks(100, 1), ToyData.blocks(10, 2)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageMatching(
            "training: got a loss of (NaN|Infinity) in epoch \\d+, batch \\d+, expected a finite"
                + " one; try a smaller learning rate");
  }

  @Test
  void theListenerHearsEveryBatch() {
    List<String> heard = new ArrayList<>();
    TrainingOptions options = options(2, 20);
    try (Engine engine = Engines.scalar(2)) {
      Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
      trainer.train(
          TrainingState.start(ToyData.SMALL, options),
          ToyData.blocks(45, 1),
          ToyData.blocks(5, 2),
          new Trainer.Listener() {
            @Override
            public void samplesDone(int epoch, int samples) {
              heard.add(epoch + ":" + samples);
            }

            @Override
            public void epochDone(TrainingState state) {
              heard.add("epochs " + state.history().size());
            }
          });
    }
    assertThat(heard)
        .containsExactly("0:20", "0:40", "0:45", "epochs 1", "1:20", "1:40", "1:45", "epochs 2");
  }

  @Test
  void aListenerThatThrowsEndsTheRun() throws InterruptedException {
    RuntimeException thrown = new IllegalStateException("enough");
    TrainingOptions options = options(5, 20);
    TrainingState state = TrainingState.start(ToyData.SMALL, options);
    List<Thread> before = threads();
    List<Thread> mine;
    try (Engine engine = Engines.scalar(3)) {
      Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
      mine = new ArrayList<>(threads());
      mine.removeAll(before);
      assertThat(mine).hasSize(2);
      assertThatThrownBy(
              () ->
                  trainer.train(
                      state,
                      ToyData.blocks(45, 1),
                      ToyData.blocks(5, 2),
                      new Trainer.Listener() {
                        @Override
                        public void epochDone(TrainingState now) {
                          throw thrown;
                        }
                      }))
          .isSameAs(thrown);
    }
    assertThat(state.history()).hasSize(1);
    for (Thread thread : mine) {
      assertThat(thread.join(Duration.ofSeconds(10))).as(thread.getName()).isTrue();
    }
  }

  @Test
  void refusesDataThatDoNotFit() {
    TrainingOptions options = options(1, 20);
    PreparedSet toy = ToyData.blocks(20, 1);
    Network six = Network.input(1, 32, 32).dense("OUT", 6);
    assertThatThrownBy(() -> trained(six, options, 1, toy, toy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("toy: got 4 classes, expected the network's 6");
    Network small = Network.input(1, 28, 28).dense("OUT", 4);
    assertThatThrownBy(() -> trained(small, options, 1, toy, toy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("toy: got images of 32x32, expected the network's 28x28");
    assertThatThrownBy(() -> Engines.scalar(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: got 0, expected at least 1");
  }

  private static TrainingState trained(
      Network network, TrainingOptions options, int threads, PreparedSet train, PreparedSet valid) {
    TrainingState state = TrainingState.start(network, options);
    try (Engine engine = Engines.scalar(threads)) {
      Trainer trainer = new Trainer(network, options, engine);
      trainer.train(state, train, valid, QUIET);
    }
    return state;
  }

  private static TrainingState copy(TrainingState state) {
    float[][] moments = new float[state.moments().length][];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = state.moments()[i].clone();
    }
    return new TrainingState(
        state.parameters().clone(),
        moments,
        new ArrayList<>(state.history()),
        state.best().clone());
  }

  /** Of the weights, the optimizer's state and the best weights. */
  private static String sha256(TrainingState state) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<float[]> arrays = new ArrayList<>(List.of(state.parameters(), state.best()));
      arrays.addAll(List.of(state.moments()));
      for (float[] array : arrays) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * array.length);
        bytes.asFloatBuffer().put(array);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lenet5-"))
        .toList();
  }
}
