package org.lenet5.bench.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Damages the files of a data set, or calls them something else. */
final class FolderDamage implements Format.Damage {
  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte.gz",
          "t10k-images.idx3-ubyte",
          "test-labels-idx1-ubyte",
          "emnist-letters-train-images-idx3-ubyte",
          "emnist-mapping.txt",
          "\u001b[2J-train-labels-idx1-ubyte",
          "train-labels-idx2-int",
          "other");

  private final Mutator idx = new IdxMutator();

  @Override
  public Input of(Input good, Chance chance) {
    Input damaged = good;
    for (int rounds = chance.rounds(); rounds > 0; rounds--) {
      List<String> names = new ArrayList<>(good.files().keySet());
      String name = names.get(chance.nextInt(names.size()));
      byte[] file = good.files().get(name);
      switch (chance.nextInt(8)) {
        case 0 -> damaged = renamed(damaged, name, chance);
        case 1 -> damaged = damaged.with(NAMES.get(chance.nextInt(NAMES.size())), file);
        default -> damaged = damaged.with(name, damaged(name, file, chance));
      }
    }
    return damaged;
  }

  private byte[] damaged(String name, byte[] file, Chance chance) {
    return name.endsWith(".txt") ? Format.text(file, chance) : idx.mutate(file, chance);
  }

  private static Input renamed(Input input, String name, Chance chance) {
    SortedMap<String, byte[]> files = new TreeMap<>(input.files());
    byte[] file = files.remove(name);
    if (file != null && chance.nextBoolean()) {
      files.put(NAMES.get(chance.nextInt(NAMES.size())), file);
    }
    return new Input(files);
  }
}
