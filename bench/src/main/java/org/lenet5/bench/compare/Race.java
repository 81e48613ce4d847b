package org.lenet5.bench.compare;

import java.util.List;
import java.util.stream.IntStream;
import org.lenet5.bench.Spread;

/**
 * The rounds of one workload.
 *
 * @param lanes ours first
 * @param peak GFLOP/s of fused multiply-adds on as many threads as ours, the best of all rounds
 */
record Race(Workload workload, List<Lane> lanes, double peak) {

  /**
   * One peer's rounds.
   *
   * @param values the workload's value in each round
   */
  record Lane(String peer, int threads, double[] values) {

    Spread spread() {
      return Spread.of(values);
    }
  }

  /** How many times as fast ours is, round by round. */
  Spread ratio(Lane lane) {
    double[] ours = lanes.getFirst().values();
    return Spread.of(
        IntStream.range(0, ours.length)
            .mapToDouble(round -> workload.ratio(ours[round], lane.values()[round]))
            .toArray());
  }

  /** Our median as a share of the peak; NaN where the workload has no such thing. */
  double share() {
    return workload.gflops(lanes.getFirst().spread().median()) / peak;
  }
}
