package org.lenet5.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lenet5.pixel.Bilinear;

class ElasticFieldTest {
  private static final double ONE = 1 << Bilinear.PLACE_BITS;

  /**
   * The mean square over many fields is that asked for, and neighbours differ as under a Gaussian
   * of the same width: for noise smoothed by one of deviation s, displacements d apart correlate by
   * exp(-d^2 / 4 s^2).
   */
  @Test
  void displacementsAreAsLargeAndAsSmoothAsAsked() {
    int size = 28;
    double smooth = 4;
    ElasticField field = new ElasticField(1.5, smooth, size, size, 1, 1);
    float[] scratch = new float[field.scratch()];
    int apart = 6;
    double[][] square = new double[2][size];
    double[] correlation = new double[2];
    double mean = 0;
    int fields = 2000;
    for (int sample = 0; sample < fields; sample++) {
      int[][] places = displaced(field, 42, 7, sample, size, scratch);
      for (int row = 0; row < size; row++) {
        int at = row * size;
        for (int column = 0; column < size; column++) {
          double down = places[0][at + column] / ONE;
          double across = places[1][at + column] / ONE;
          square[0][row] += down * down / size / fields;
          square[1][row] += across * across / size / fields;
          mean += (down + across) / (2 * size * size * fields);
          if (column + apart < size) {
            int pairs = size * (size - apart) * fields;
            correlation[0] += down * (places[0][at + column + apart] / ONE) / pairs;
            correlation[1] += across * (places[1][at + column + apart] / ONE) / pairs;
          }
        }
      }
    }
    assertThat(mean).isCloseTo(0, within(0.02));
    for (int axis = 0; axis < 2; axis++) {
      // Sums of squares of a cubic B-spline vary by 4% with its place, 151/315 on average.
      for (int row = 0; row < size; row++) {
        assertThat(Math.sqrt(square[axis][row])).as("row %d", row).isCloseTo(1.5, within(0.08));
      }
      // The spline's bell is not quite the Gaussian's: 0.59 instead of 0.57.
      double expected = Math.exp(-apart * apart / (4 * smooth * smooth));
      assertThat(correlation[axis] / (1.5 * 1.5)).isCloseTo(expected, within(0.04));
    }
  }

  @Test
  void theAxesAreDrawnApart() {
    ElasticField field = new ElasticField(1, 4, 32, 32, 1, 1);
    float[] scratch = new float[field.scratch()];
    int[][] places = displaced(field, 1, 1, 1, 32, scratch);
    assertThat(places[0][5 * 32 + 9]).isNotEqualTo(places[1][5 * 32 + 9]);
  }

  /** A coarser output of the same image sees the same field: only the places differ. */
  @Test
  void theFieldBelongsToTheImage() {
    ElasticField fine = new ElasticField(1, 4, 28, 28, 1, 1);
    ElasticField coarse = new ElasticField(1, 4, 14, 14, 2, 2);
    assertThat(fine.scratch()).isEqualTo(coarse.scratch());
    float[] scratch = new float[fine.scratch()];
    int[][] finePlaces = displaced(fine, 3, 4, 5, 28, scratch);
    int[][] coarsePlaces = displaced(coarse, 3, 4, 5, 14, scratch);
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < 14 * 14; i++) {
        int twice = 2 * (i / 14) * 28 + 2 * (i % 14);
        assertThat(coarsePlaces[axis][i]).as("unit %d", i).isEqualTo(finePlaces[axis][twice]);
      }
    }
  }

  /** What is added to the places of a square output: {@code [down, across][row][column]}. */
  private static int[][] displaced(
      ElasticField field, long seed, long stream, int sample, int size, float[] scratch) {
    int[][] places = new int[2][size * size];
    field.displace(seed, stream, sample, scratch, places[0], places[1]);
    return places;
  }
}
