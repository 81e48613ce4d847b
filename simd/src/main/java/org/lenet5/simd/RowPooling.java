package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import org.lenet5.kernel.RowSubsampling;

/**
 * {@link org.lenet5.kernel.ColumnKernels#subsampling} of squares of 2 x 2: two vectors of a row are
 * parted into even and odd columns, which are the terms of one vector of sums.
 */
final class RowPooling {
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);
  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(SPECIES, 1);

  private RowPooling() {}

  /** Reads at most a row beyond the last column, and writes as far as the pitch. */
  static void run(RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    int pitch = s.pitch();
    int rows = s.pool().rows();
    int outRows = s.pool().outRows();
    int outColumns = s.pool().outColumns();
    int outPitch = s.outPitch();
    int yAt = 0;
    for (int m = 0; m < s.pool().maps(); m++) {
      FloatVector w = broadcast(SPECIES, p[wAt + m]);
      FloatVector b = broadcast(SPECIES, p[bAt + m]);
      for (int r = 0; r < outRows; r++, yAt += outPitch) {
        int xAt = (m * rows + 2 * r) * pitch;
        for (int c = 0; c < outColumns; c += WIDTH) {
          int at = xAt + 2 * c;
          FloatVector left = fromArray(SPECIES, x, at);
          FloatVector right = fromArray(SPECIES, x, at + WIDTH);
          FloatVector sum =
              broadcast(SPECIES, 0)
                  .add(left.rearrange(EVEN, right))
                  .add(left.rearrange(ODD, right));
          left = fromArray(SPECIES, x, at + pitch);
          right = fromArray(SPECIES, x, at + pitch + WIDTH);
          sum = sum.add(left.rearrange(EVEN, right)).add(left.rearrange(ODD, right));
          sum.fma(w, b).intoArray(y, yAt + c);
        }
      }
    }
  }
}
