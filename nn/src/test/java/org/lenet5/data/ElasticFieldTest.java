package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

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
      field.draw(42, 7, sample, scratch);
      for (int row = 0; row < size; row++) {
        field.enter(row, scratch);
        for (int column = 0; column < size; column++) {
          double down = field.down(column, scratch) / ONE;
          double across = field.across(column, scratch) / ONE;
          square[0][row] += down * down / size / fields;
          square[1][row] += across * across / size / fields;
          mean += (down + across) / (2 * size * size * fields);
          if (column + apart < size) {
            int pairs = size * (size - apart) * fields;
            correlation[0] += down * field.down(column + apart, scratch) / ONE / pairs;
            correlation[1] += across * field.across(column + apart, scratch) / ONE / pairs;
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
    field.draw(1, 1, 1, scratch);
    field.enter(5, scratch);
    assertThat(field.down(9, scratch)).isNotEqualTo(field.across(9, scratch));
  }

  /** A coarser output of the same image sees the same field: only the places differ. */
  @Test
  void theFieldBelongsToTheImage() {
    ElasticField fine = new ElasticField(1, 4, 28, 28, 1, 1);
    ElasticField coarse = new ElasticField(1, 4, 14, 14, 2, 2);
    assertThat(fine.scratch()).isEqualTo(coarse.scratch());
    float[] a = new float[fine.scratch()];
    float[] b = new float[coarse.scratch()];
    fine.draw(3, 4, 5, a);
    coarse.draw(3, 4, 5, b);
    fine.enter(10, a);
    coarse.enter(5, b);
    assertThat(coarse.down(6, b)).isEqualTo(fine.down(12, a));
    assertThat(coarse.across(6, b)).isEqualTo(fine.across(12, a));
  }
}
