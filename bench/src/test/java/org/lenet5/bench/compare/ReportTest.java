package org.lenet5.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.bench.compare.RaceTest.race;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Report REPORT =
      new Report(
          Map.of("cores", 2),
          List.of(new Agreement("Other 1.0", 1e-7, Double.NaN)),
          List.of(race(Workload.INFERENCE_32, new double[] {2e6, 4e6}, new double[] {1e5, 2e5})),
          List.of(new WholeCommand("./lenet5 train", 20), new WholeCommand("review.py", 300)),
          Map.of("broken", "no \"library\""));

  @Test
  void textAligns() {
    assertThat(ReportText.of(REPORT))
        .isEqualTo(
            """
            - cores: 2

            | inference, batch 32, one thread | threads |  images/s |      from |        to | ours is |  from |    to |
            |---------------------------------|--------:|----------:|----------:|----------:|--------:|------:|------:|
            | lenet5, simd                    |       2 | 3,000,000 | 2,000,000 | 4,000,000 |         |       |       |
            | Other 1.0                       |       1 |   150,000 |   100,000 |   200,000 |   20.0x | 20.0x | 20.0x |

            lenet5 does the work of 2499 GFLOP/s, counted as direct sums: 25% of the multiply-add peak of as many threads, 10000.

            | whole command  |     s | ours is |
            |----------------|------:|--------:|
            | ./lenet5 train |  20.0 |         |
            | review.py      | 300.0 |   15.0x |

            | agreement with lenet5 | scores off by | losses off by |
            |-----------------------|--------------:|--------------:|
            | Other 1.0             |       1.0e-07 |               |

            - skipped: broken: no "library"
            """);
  }

  @Test
  void jsonHoldsEveryRound() {
    assertThat(ReportJson.of(REPORT))
        .isEqualTo(
            """
            {"machine":{"cores":2},\
            "workloads":[{"workload":"inference, batch 32, one thread","unit":"images/s",\
            "peak_gflops":10000.0,"share_of_peak":0.24991200000000002,\
            "peers":[{"peer":"lenet5, simd","threads":2,"rounds":[2000000.0,4000000.0],\
            "median":3000000.0,"ours_is_times_as_fast":1.0},\
            {"peer":"Other 1.0","threads":1,"rounds":[100000.0,200000.0],\
            "median":150000.0,"ours_is_times_as_fast":20.0}]}],\
            "commands":[{"command":"./lenet5 train","seconds":20.0},\
            {"command":"review.py","seconds":300.0}],\
            "agreement":[{"peer":"Other 1.0","scores":1.0E-7,"loss":null}],\
            "skipped":{"broken":"no \\"library\\""}}
            """);
  }
}
