package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run for the tests that only use a model: good enough to read a clear digit. */
final class Trained {
  private static Path run;

  private Trained() {}

  /** The folder of the run. Not to be changed. */
  static synchronized Path run() throws IOException {
    if (run == null) {
      Path folder = Files.createTempDirectory("lenet5-trained");
      Path data = IdxFolder.of(folder.resolve("data"), 4000, 200);
      Cli.train("--data", data, "--epochs", 8, "--out", folder.resolve("run"));
      run = folder.resolve("run");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }
    return run;
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // It is in the system's folder for such things.
    }
  }
}
