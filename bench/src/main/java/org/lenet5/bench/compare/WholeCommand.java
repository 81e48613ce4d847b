package org.lenet5.bench.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A command as a user types it, from the start of its process to its end.
 *
 * @param command what was run, without paths of this machine
 * @param seconds time on the clock
 */
record WholeCommand(String command, double seconds) {

  /** The shortest of the ways tried to 99% of the test set; docs/performance.md has them. */
  static final String UNTIL_99_PERCENT =
      "--until-accuracy 0.99 --schedule one-cycle --learning-rate 0.005 --epochs 4"
          + " --weight-decay 0.12 --deslant --distort rotate=7.5,scale=0.08,shear=0.1,translate=0.8";

  /**
   * {@code ./lenet5 train}, with all that it writes. It has been built by {@code bench/run}.
   *
   * @param options of the command, parted by single spaces
   */
  static WholeCommand lenet5(String options, int threads, Path folder)
      throws PeerException, IOException, InterruptedException {
    String title = "./lenet5 train " + options;
    List<String> command = new ArrayList<>(List.of(title.split(" ")));
    command.addAll(List.of("--out", Files.createTempDirectory(folder, "run").toString()));
    return run(title, command, threads, folder);
  }

  /** The review's script on MNIST's files, without its pictures. */
  static WholeCommand review(String python, int epochs, int threads, Path folder)
      throws PeerException, IOException, InterruptedException {
    Path raw = Files.createDirectories(folder.resolve("MNIST").resolve("raw"));
    for (String set : List.of("train", "t10k")) {
      unpack(set + "-images-idx3-ubyte", raw);
      unpack(set + "-labels-idx1-ubyte", raw);
    }
    String script = "bench/src/main/python/review.py";
    return run(
        "review.py, %d epochs".formatted(epochs),
        List.of(python, script, folder.toString(), "" + epochs),
        threads,
        folder);
  }

  private static WholeCommand run(String title, List<String> command, int threads, Path folder)
      throws PeerException, IOException, InterruptedException {
    Path log = folder.resolve("command.log");
    long start = System.nanoTime();
    Process process =
        PeerProcess.builder(command, threads, log)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (exit != 0) {
      throw new PeerException(PeerProcess.lastWords(log));
    }
    return new WholeCommand(title, seconds);
  }

  private static void unpack(String file, Path folder) throws IOException {
    String resource = "/org/lenet5/mnist/" + file + ".gz";
    try (InputStream in = new GZIPInputStream(WholeCommand.class.getResourceAsStream(resource))) {
      Files.copy(in, folder.resolve(file));
    }
  }
}
