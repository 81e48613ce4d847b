package org.lenet5.bench.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Damages good files. */
@FunctionalInterface
interface Mutator {

  /**
   * A damaged copy.
   *
   * @param good not modified
   */
  byte[] mutate(byte[] good, Chance chance);

  /** For each file of an input with equal chance. */
  static Input mutateOne(Input good, Chance chance, Mutator mutator) {
    List<String> names = new ArrayList<>(good.files().keySet());
    String name = names.get(chance.nextInt(names.size()));
    return good.with(name, mutator.mutate(good.files().get(name), chance));
  }
}
