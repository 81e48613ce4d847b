package org.lenet5.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.Distortion;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluator;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Optimizer;

/**
 * The weights of short runs, as their SHA-256. Where one changes, so do all runs of that kind: on
 * purpose only, and worth a line in the change log.
 */
class GoldenRunTest {
  private static final TrainingOptions OPTIONS =
      new TrainingOptions(new Optimizer.Adam(), new LearningRate.OneCycle(0.02), 2, 20, 42, 0);

  private static final PreparedSet TRAIN = ToyData.blocks(150, 1);
  private static final PreparedSet VALID = ToyData.blocks(20, 2);

  private static final Distortion DISTORTION =
      Distortion.parse("translate=2,scale=0.15,shear=0.2,rotate=5,elastic=1");

  @Test
  void plain() {
    assertThat(hash(trained(OPTIONS, 2)))
        .isEqualTo("a05243ad016fd854e61fe8de0163071f062346deafaae8113fd87165ca9fa5b9");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void distorted(int threads) {
    assertThat(hash(trained(OPTIONS.withDistortion(DISTORTION), threads)))
        .isEqualTo("424b3055b4498027abe24261d075056778bb3bff768f8a80a759b97c32c430ee");
  }

  @Test
  void aDistortedRunResumesToTheSameBits() {
    TrainingOptions options = OPTIONS.withDistortion(DISTORTION);
    TrainingState state = TrainingState.start(ToyData.SMALL, options);
    IllegalStateException stop = new IllegalStateException("killed");
    try (Engine engine = Engines.scalar(1)) {
      Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
      assertThatThrownBy(
              () ->
                  trainer.train(
                      state,
                      TRAIN,
                      VALID,
                      new Trainer.Listener() {
                        @Override
                        public void epochDone(TrainingState done) {
                          throw stop;
                        }
                      }))
          .isSameAs(stop);
    }
    assertThat(state.history()).hasSize(1);
    train(state, options, 2);
    assertThat(state.parameters()).isEqualTo(trained(options, 2).parameters());
  }

  /** Whatever was trained on, the samples are evaluated as they are. */
  @Test
  void evaluationSeesOriginals() {
    // What is learned from the spared half does not help with the other.
    Distortion ruinous = Distortion.parse("rotate=180,translate=16,originals=0.5");
    TrainingOptions options = OPTIONS.withDistortion(ruinous).withEpochs(8);
    TrainingState state = trained(options, 1);
    try (Engine engine = Engines.scalar(1)) {
      EpochResult last = state.history().getLast();
      assertThat(last.trainAccuracy())
          .isEqualTo(
              Evaluator.evaluate(ToyData.SMALL, state.parameters(), TRAIN, engine).accuracy());
      assertThat(last.validLoss())
          .isEqualTo(Evaluator.evaluate(ToyData.SMALL, state.parameters(), VALID, engine).loss());
    }
  }

  private static TrainingState trained(TrainingOptions options, int threads) {
    TrainingState state = TrainingState.start(ToyData.SMALL, options);
    train(state, options, threads);
    return state;
  }

  private static void train(TrainingState state, TrainingOptions options, int threads) {
    try (Engine engine = Engines.scalar(threads)) {
      Trainer trainer = new Trainer(ToyData.SMALL, options, engine);
      trainer.train(state, TRAIN, VALID, Trainer.Listener.NONE);
    }
  }

  private static String hash(TrainingState state) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * state.parameters().length);
    bytes.asFloatBuffer().put(state.parameters());
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
