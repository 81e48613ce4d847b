package org.lenet5.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lenet5.data.Distortion;
import org.lenet5.data.Image;
import org.lenet5.data.Planar;
import org.lenet5.data.Preprocessing;

class WarpTest {
  private static final Preprocessing BILINEAR = Preprocessing.review();
  private static final Preprocessing PAD = BILINEAR.with(Preprocessing.Fit.PAD);
  private static final int SIZE = 28;
  private static final Distortion ANY = Distortion.DEFAULT;
  private static final float[] BYTES = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      BYTES[i] = i;
    }
  }

  private static final Image NOISE;

  static {
    SplittableRandom random = new SplittableRandom(5);
    NOISE =
        image(
            (row, column) ->
                row > 0 && column > 0 && row < SIZE - 1 && column < SIZE - 1
                    ? random.nextInt(256)
                    : 0);
  }

  private static Image image(IntBinaryOperator pixel) {
    byte[] pixels = new byte[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) pixel.applyAsInt(i / SIZE, i % SIZE);
    }
    return new Image(SIZE, SIZE, pixels);
  }

  private static Image warped(Preprocessing preprocessing, Planar planar, Image image) {
    Warp warp = new Warp(ANY, 1, 0, preprocessing, SIZE, SIZE);
    float[] x = new float[32 * 32];
    warp.load(planar, image.pixels(), 0, BYTES, warp.scratch(), x, 0, 1);
    byte[] pixels = new byte[x.length];
    for (int i = 0; i < x.length; i++) {
      pixels[i] = (byte) x[i];
    }
    return new Image(32, 32, pixels);
  }

  @Test
  void wholePixelsMoveExactly() {
    for (int down = -5; down <= 5; down++) {
      for (int across = -5; across <= 5; across++) {
        Image moved = warped(PAD, Planar.moved(down, across), NOISE);
        for (int row = 0; row < 32; row++) {
          for (int column = 0; column < 32; column++) {
            int r = row - 2 - down;
            int c = column - 2 - across;
            boolean inside = r >= 0 && c >= 0 && r < SIZE && c < SIZE;
            assertThat(moved.at(row, column))
                .as("%d down, %d across: row %d, column %d", down, across, row, column)
                .isEqualTo(inside ? NOISE.at(r, c) : 0);
          }
        }
      }
    }
  }

  /** Pillow rounds between its two steps too: half a grey level each time. */
  @Test
  void noMoveIsTheFitToOneGreyLevel() {
    Image fitted = BILINEAR.apply(NOISE);
    Image warped = warped(BILINEAR, Planar.moved(0, 0), NOISE);
    for (int i = 0; i < 32 * 32; i++) {
      assertThat(warped.at(i / 32, i % 32))
          .as("unit %d", i)
          .isCloseTo(fitted.at(i / 32, i % 32), within(1));
    }
  }

  @Test
  void quarterTurnsAreClockwiseAndExact() {
    Image plain = warped(PAD, Planar.moved(0, 0), NOISE);
    Image quarter = warped(PAD, Planar.rotated(90), NOISE);
    Image half = warped(PAD, Planar.rotated(180), NOISE);
    for (int row = 0; row < 32; row++) {
      for (int column = 0; column < 32; column++) {
        assertThat(quarter.at(column, 31 - row)).isEqualTo(plain.at(row, column));
        assertThat(half.at(31 - row, 31 - column)).isEqualTo(plain.at(row, column));
      }
    }
  }

  /**
   * Two ramps tell from where inside the image a unit was sampled; brought forward part by part,
   * that place must be the unit's. A ramp of 8 grey levels a pixel shows places to 1/16 pixel.
   */
  @ParameterizedTest
  @CsvSource({
    "false, 1.1, 1, 0, 0, 0, 0",
    "false, 1, 0.85, 0, 0, 0, 0",
    "false, 1, 1, 0.3, 0, 0, 0",
    "false, 1, 1, 0, 20, 0, 0",
    "true, 1, 1, 0, 0, 0, 0",
    "false, 0.9, 1.15, -0.25, -15, 1.3, -2.1",
    "true, 1.2, 1.1, 0.4, 35, -0.7, 1.9"
  })
  void theMapIsWhatItsPartsSay(
      boolean mirrored,
      double squeeze,
      double scale,
      double shear,
      double degrees,
      double down,
      double across) {
    Planar planar = new Planar(mirrored, squeeze, scale, shear, degrees, down, across);
    double angle = Math.toRadians(degrees);
    for (Preprocessing preprocessing : new Preprocessing[] {BILINEAR, PAD}) {
      Image rows = warped(preprocessing, planar, image((row, column) -> 8 * row + 20));
      Image columns = warped(preprocessing, planar, image((row, column) -> 8 * column + 20));
      Image inside = warped(preprocessing, planar, image((row, column) -> 255));
      int checked = 0;
      for (int row = 0; row < 32; row++) {
        for (int column = 0; column < 32; column++) {
          double y = (rows.at(row, column) - 20) / 8.0;
          double x = (columns.at(row, column) - 20) / 8.0;
          if (inside.at(row, column) == 255) {
            double x1 = (mirrored ? 13.5 - x : x - 13.5) * squeeze * scale;
            double y1 = (y - 13.5) / squeeze * scale;
            double x2 = x1 + shear * y1;
            double x3 = Math.cos(angle) * x2 - Math.sin(angle) * y1 + 13.5 + across;
            double y3 = Math.sin(angle) * x2 + Math.cos(angle) * y1 + 13.5 + down;
            boolean pad = preprocessing.fit() == Preprocessing.Fit.PAD;
            double expectedX = pad ? column - 2 : (column + 0.5) * 28 / 32 - 0.5;
            double expectedY = pad ? row - 2 : (row + 0.5) * 28 / 32 - 0.5;
            String place = "row %d, column %d".formatted(row, column);
            // 1/16 on either axis, brought forward by a map that stretches by less than 2.
            assertThat(x3).as(place).isCloseTo(expectedX, within(0.2));
            assertThat(y3).as(place).isCloseTo(expectedY, within(0.2));
            checked++;
          }
        }
      }
      assertThat(checked).isGreaterThan(300);
    }
  }

  @Test
  void writesItsLaneOnly() {
    Warp warp = new Warp(ANY, 1, 0, BILINEAR, SIZE, SIZE);
    float[] x = new float[32 * 32 * 16];
    Arrays.fill(x, -7);
    warp.load(NOISE.pixels(), 0, BYTES, warp.scratch(), x, 3, 16);
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i] == -7).as("float %d", i).isEqualTo(i % 16 != 3);
    }
  }

  /** 20,000 samples reach within 1% of either end and average to 0 within five deviations. */
  @Test
  void drawsFillTheirRanges() {
    Distortion distortion = new Distortion(2, 0.15, 0.1, 0.25, 10, 0.3, 0, 4, 0, 0.1);
    Warp warp = new Warp(distortion, 42, 3, BILINEAR, SIZE, SIZE);
    double[] amplitudes = {0.1, 0.15, 0.25, 10, 2, 2};
    double[] centres = {1, 1, 0, 0, 0, 0};
    double[] least = new double[6];
    double[] most = new double[6];
    double[] mean = new double[6];
    int samples = 20_000;
    int spared = 0;
    int mirrored = 0;
    for (int i = 0; i < samples; i++) {
      Planar p = warp.planar(i);
      double[] drawn = {p.squeeze(), p.scale(), p.shear(), p.degrees(), p.down(), p.across()};
      for (int k = 0; k < 6; k++) {
        double u = (drawn[k] - centres[k]) / amplitudes[k];
        least[k] = Math.min(least[k], u);
        most[k] = Math.max(most[k], u);
        mean[k] += u / samples;
      }
      spared += warp.spares(i) ? 1 : 0;
      mirrored += p.mirrored() ? 1 : 0;
    }
    double deviation = 1 / Math.sqrt(3.0 * samples);
    for (int k = 0; k < 6; k++) {
      assertThat(least[k]).as("least of %d", k).isBetween(-1.0000001, -0.99);
      assertThat(most[k]).as("most of %d", k).isBetween(0.99, 1.0000001);
      assertThat(mean[k]).as("mean of %d", k).isCloseTo(0, within(5 * deviation));
    }
    assertThat((double) spared / samples)
        .isCloseTo(0.1, within(5 * Math.sqrt(0.1 * 0.9 / samples)));
    assertThat((double) mirrored / samples)
        .isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / samples)));
  }

  @Test
  void noAmplitudeChangesAnothersDraw() {
    Planar both = new Warp(ANY, 42, 3, BILINEAR, SIZE, SIZE).planar(7);
    Planar shear =
        new Warp(Distortion.parse("shear=" + ANY.shear()), 42, 3, BILINEAR, SIZE, SIZE).planar(7);
    assertThat(shear.shear()).isEqualTo(both.shear()).isNotZero();
    assertThat(new double[] {shear.squeeze(), shear.scale()}).containsOnly(1);
    assertThat(Math.abs(shear.degrees()) + Math.abs(shear.down()) + Math.abs(shear.across()))
        .isZero();
  }
}
