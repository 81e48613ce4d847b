package org.lenet5.kernel;

/**
 * Windows of one sample's maps, where a lane is a column: {@code [maps][rows][pitch]} and a row
 * more, as in {@link RowConvolution}.
 *
 * @param pitch values from one row of the input to the next, a multiple of 16
 */
public record RowSubsampling(PoolSize pool, int pitch) {

  /** The pitch holds the columns. */
  public RowSubsampling {
    assert pitch >= pool.columns() && pitch % Lanes.LANES == 0 : pitch;
  }

  /** Values from one row of the output to the next, the least multiple of 16. */
  public int outPitch() {
    return Math.ceilDiv(pool.outColumns(), Lanes.LANES) * Lanes.LANES;
  }

  /** Values of {@code x [maps][rows][pitch]} and a row. */
  public int inputLength() {
    return (pool.maps() * pool.rows() + 1) * pitch;
  }

  /** Values of {@code y [maps][outRows][outPitch]}. */
  public int outputLength() {
    return pool.maps() * pool.outRows() * outPitch();
  }

  @Override
  public String toString() {
    return "%s, rows of %d".formatted(pool, pitch);
  }
}
