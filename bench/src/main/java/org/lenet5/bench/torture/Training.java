package org.lenet5.bench.torture;

import java.util.List;

/**
 * A short training to be killed in.
 *
 * @param name for the report
 * @param options of {@code lenet5 train}
 */
record Training(String name, List<String> options) {

  /** One of each kind: what a kill may find is in another state in each of them. */
  static final List<Training> ALL =
      List.of(
          of("plain", "--train-samples 4000 --epochs 4"),
          of("distorted", "--train-samples 3000 --epochs 3 --distort"),
          of("averaged", "--train-samples 3000 --epochs 3 --average 0.99 --schedule cosine"),
          of("hold-out", "--train-samples 3000 --epochs 4 --validation holdout:2000 --patience 2"),
          of("paper", "--recipe paper --train-samples 1000 --epochs 3"),
          of("committee", "--recipe committee --members 3 --train-samples 1000 --epochs 2"));

  private static Training of(String name, String options) {
    return new Training(name, List.of(options.split(" ")));
  }
}
