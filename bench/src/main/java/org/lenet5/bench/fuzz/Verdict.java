package org.lenet5.bench.fuzz;

import java.util.Optional;

/**
 * What came of reading an input.
 *
 * @param kind accepted and refused are right
 * @param what for a finding what is wrong, in a few words
 * @param thrown what the reader threw, if anything
 */
record Verdict(Kind kind, String what, Optional<Throwable> thrown) {

  enum Kind {
    ACCEPTED,
    REFUSED,
    FINDING
  }

  boolean isFinding() {
    return kind == Kind.FINDING;
  }
}
