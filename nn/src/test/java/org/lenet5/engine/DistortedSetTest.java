package org.lenet5.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Image;
import org.lenet5.data.Planar;
import org.lenet5.data.Preprocessing;
import org.lenet5.kernel.Lanes;

class DistortedSetTest {
  private static final int LANES = Lanes.LANES;

  /** Where a block starts in its array. */
  private static final int START = 5;

  private static final int UNITS = 32 * 32;
  private static final int SAMPLES = 300;
  private static final Preprocessing REVIEW = Preprocessing.review();
  private static final Dataset DATA = noise(28, 28, SAMPLES);
  private static final PreparedSet BLOCKS = new PreparedSet(REVIEW, DATA);

  private static Dataset noise(int rows, int columns, int samples) {
    byte[] pixels = new byte[rows * columns * samples];
    new SplittableRandom(1).nextBytes(pixels);
    return new Dataset("noise", rows, columns, pixels, new byte[samples], List.of("a"));
  }

  private static float[] loaded(PreparedSet blocks, int... samples) {
    float[] x = new float[START + UNITS * LANES];
    Arrays.fill(x, -7);
    blocks.load(samples, 0, samples.length, x, START);
    return x;
  }

  private static float[] lane(float[] x, int lane) {
    float[] values = new float[UNITS];
    for (int i = 0; i < UNITS; i++) {
      values[i] = x[START + i * LANES + lane];
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "translate=0,shear=0", "default,originals=1"})
  void noDistortionIsThePlainPreprocessingToTheBit(String text) {
    PreparedSet same = BLOCKS.distorted(Distortion.parse(text), 42, 1);
    for (int[] samples : new int[][] {{0}, {5, 3, 299}, IntStream.range(40, 56).toArray()}) {
      assertThat(loaded(same, samples)).isEqualTo(loaded(BLOCKS, samples));
    }
  }

  /** A map of next to nothing goes all the way through the sampling. */
  @ParameterizedTest
  @EnumSource
  void theSmallestDistortionIsThePlainPreprocessing(Preprocessing.Fit fit) {
    // Beyond the edge the fit repeats the edge and the distortion sees background.
    byte[] pixels = DATA.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      int row = i / 28 % 28;
      int column = i % 28;
      if (row % 27 == 0 || column % 27 == 0) {
        pixels[i] = 0;
      }
    }
    Dataset framed = new Dataset("framed", 28, 28, pixels, DATA.labels(), DATA.classNames());
    PreparedSet plain = new PreparedSet(REVIEW.with(fit), framed);
    PreparedSet nearly = plain.distorted(Distortion.parse("translate=1e-9,originals=0"), 42, 0);
    int levels = fit == Preprocessing.Fit.PAD ? 0 : 1; // Pillow rounds twice
    for (int sample = 0; sample < 20; sample++) {
      Image expected = plain.image(sample);
      Image image = nearly.image(sample);
      for (int i = 0; i < UNITS; i++) {
        int difference = image.at(i / 32, i % 32) - expected.at(i / 32, i % 32);
        assertThat(Math.abs(difference)).as("unit %d", i).isLessThanOrEqualTo(levels);
      }
    }
  }

  @Test
  void theTenthThatIsSparedIsThePlainPreprocessingToTheBit() {
    PreparedSet distorted = BLOCKS.distorted(Distortion.DEFAULT, 42, 0);
    long same =
        IntStream.range(0, SAMPLES)
            .filter(i -> Arrays.equals(loaded(distorted, i), loaded(BLOCKS, i)))
            .count();
    assertThat(same).isBetween(10L, 55L); // 30 within five deviations
  }

  /** Neither its lane, its neighbours, nor who came before change a sample. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "default,rotate=10,elastic=1", "noise=0.1"})
  void aSampleDependsOnSeedEpochAndItsNumberAlone(String text) {
    Distortion distortion = Distortion.parse(text);
    PreparedSet distorted = BLOCKS.distorted(distortion, 42, 3);
    float[] block = loaded(distorted, 9, 8, 7, 6, 5);
    for (int lane = 0; lane < 5; lane++) {
      float[] alone = loaded(BLOCKS.distorted(distortion, 42, 3), 9 - lane);
      assertThat(lane(block, lane)).as("lane %d", lane).isEqualTo(lane(alone, 0));
    }
    assertThat(lane(block, 5)).containsOnly(0);
    assertThat(lane(block, 15)).containsOnly(0);
    assertThat(loaded(BLOCKS.distorted(distortion, 43, 3), 9, 8, 7, 6, 5)).isNotEqualTo(block);
    assertThat(loaded(BLOCKS.distorted(distortion, 42, 4), 9, 8, 7, 6, 5)).isNotEqualTo(block);
    assertThat(distorted.data().pixels()).isSameAs(BLOCKS.data().pixels());
  }

  @Test
  void oneMapMovesEverySample() {
    PreparedSet plain = new PreparedSet(REVIEW.with(Preprocessing.Fit.PAD), DATA);
    PreparedSet moved = plain.mapped(Planar.moved(3, -1));
    for (int sample : new int[] {0, 7, 299}) {
      for (int row = 3; row < 32; row++) {
        for (int column = 0; column < 31; column++) {
          assertThat(moved.image(sample).at(row, column))
              .isEqualTo(plain.image(sample).at(row - 3, column + 1));
        }
      }
    }
    Image half = plain.mapped(Planar.scaled(0.5)).image(5);
    Image whole = plain.image(5);
    int sum = whole.at(2, 2) + whole.at(2, 3) + whole.at(3, 2) + whole.at(3, 3);
    assertThat(half.at(9, 9)).as("a pixel's four").isEqualTo((sum + 2) / 4);
    assertThat(half.at(8, 9)).isZero();
  }

  /** Each unit by itself, the same share of all, and inverted exactly: 10 of 28 beyond its edge. */
  @Test
  void noiseInvertsItsShareOfUnits() {
    PreparedSet plain = new PreparedSet(REVIEW.with(Preprocessing.Fit.PAD), DATA);
    PreparedSet noisy = plain.distorted(Distortion.parse("noise=0.1,originals=0"), 42, 3);
    int[] inverted = new int[UNITS];
    for (int sample = 0; sample < SAMPLES; sample++) {
      Image before = plain.image(sample);
      Image after = noisy.image(sample);
      for (int i = 0; i < UNITS; i++) {
        int grey = before.at(i / 32, i % 32);
        int now = after.at(i / 32, i % 32);
        assertThat(now).isIn(grey, 255 - grey);
        inverted[i] += now == grey ? 0 : 1;
      }
    }
    double n = (double) UNITS * SAMPLES;
    assertThat(Arrays.stream(inverted).sum() / n)
        .isCloseTo(0.1, within(5 * Math.sqrt(0.1 * 0.9 / n)));
    // 30 each, and the extremes of 1,024 such counts lie within six deviations of 5.2.
    assertThat(Arrays.stream(inverted).min().orElseThrow()).isGreaterThanOrEqualTo(1);
    assertThat(Arrays.stream(inverted).max().orElseThrow()).isLessThanOrEqualTo(61);
  }

  @Test
  void imagesAreWhatIsLoaded() {
    PreparedSet distorted = BLOCKS.distorted(Distortion.DEFAULT, 42, 0);
    float[] values = REVIEW.values();
    for (int sample = 0; sample < 5; sample++) {
      Image image = distorted.image(sample);
      float[] x = lane(loaded(distorted, sample), 0);
      for (int i = 0; i < UNITS; i++) {
        assertThat(x[i]).isEqualTo(values[image.at(i / 32, i % 32)]);
      }
    }
    assertThat(BLOCKS.image(7)).usingRecursiveComparison().isEqualTo(REVIEW.apply(DATA.image(7)));
  }

  /** Sampling 100x60 at 32x32 places would miss most pixels; a flat image with holes shows it. */
  @Test
  void largerImagesAreFittedFirst() {
    PreparedSet blocks = new PreparedSet(REVIEW, noise(100, 60, 4));
    PreparedSet nearly = blocks.distorted(Distortion.parse("translate=1e-9,originals=0"), 1, 0);
    assertThat(nearly.image(2).pixels()).isEqualTo(blocks.image(2).pixels());
  }

  /** All bits of 300 distorted images; changes on purpose only, as every run with them does. */
  @ParameterizedTest
  @CsvSource({
    "'translate=2,scale=0.15,squeeze=0.1,shear=0.2', 6d4da906c92d0a7461f7f7062f403497f6506af1215c6fd4c9797d82f3aacd86",
    "'rotate=15,originals=0', d56b0179d1191dc075859e6dde2014a7c4d9aba8f75830433f9bc87b6f8a1056",
    "'translate=1,elastic=1.2,smooth=5', f2158d0ab8444b4bc96f297f2a587e5ba1cd86247d43d118bfa96b64b003efca",
    "'shear=0.2,noise=0.1', d0efd29e4a31ce20fe7727a0b87747d2e25551a1a0ddb82d97e261c5f2f5c7e1"
  })
  void golden(String text, String expected) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    PreparedSet distorted = BLOCKS.distorted(Distortion.parse(text), 42, 1);
    for (int sample = 0; sample < SAMPLES; sample++) {
      digest.update(distorted.image(sample).pixels());
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
  }
}
