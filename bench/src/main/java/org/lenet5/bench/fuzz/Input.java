package org.lenet5.bench.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is read at once: one file or a folder of some.
 *
 * @param files bytes by name; not copied
 */
record Input(SortedMap<String, byte[]> files) {

  Input {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  static Input of(String name, byte[] bytes) {
    return new Input(new TreeMap<>(Map.of(name, bytes)));
  }

  /** The same with another content of a file, or with one more. */
  Input with(String name, byte[] bytes) {
    SortedMap<String, byte[]> others = new TreeMap<>(files);
    others.put(name, bytes);
    return new Input(others);
  }

  /** The bytes of the only file, or the first. */
  byte[] bytes() {
    return files.firstEntry().getValue();
  }

  /** Makes a folder hold these files and no others. */
  void write(Path folder) throws IOException {
    write(folder, new TreeMap<>());
  }

  /**
   * The same, where it is known what the folder holds.
   *
   * @param there its files; made these
   */
  void write(Path folder, SortedMap<String, byte[]> there) throws IOException {
    Files.createDirectories(folder);
    for (String name : there.keySet()) {
      if (!files.containsKey(name)) {
        Files.delete(folder.resolve(name));
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getValue() != there.get(file.getKey())) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }
    there.clear();
    there.putAll(files);
  }
}
