package org.lenet5.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a peer is started.
 *
 * @param id a short name
 * @param command the command but for its last argument, the number of threads
 */
record Contestant(String id, List<String> command) {
  static final String LENET5 = "lenet5";
  static final String PYTHON = "python";

  /** Where libraries unpack what is native in them, seen from the repository's root. */
  private static final Path NATIVES = Path.of("bench", "peers", "target", "natives");

  /** This project with the launcher's collector, heap and {@code jvm.options}, then its peers. */
  static List<Contestant> all(String python, Path folder) {
    return List.of(
        java(
            LENET5,
            "org.lenet5.bench.compare.Lenet5Peer",
            "@jvm.options",
            "-XX:+UseSerialGC",
            "-Xmx256m"),
        java(
            "pytorch",
            "org.lenet5.bench.peers.PyTorchPeer",
            "-DDJL_CACHE_DIR=" + NATIVES.resolve("djl")),
        java("onnxruntime", "org.lenet5.bench.peers.OnnxRuntimePeer"),
        java(
            "dl4j",
            "org.lenet5.bench.peers.Dl4jPeer",
            "-Dorg.bytedeco.javacpp.cachedir=" + NATIVES.resolve("javacpp")),
        new Contestant(
            PYTHON, List.of(python, "bench/src/main/python/peer.py", folder.toString())));
  }

  private static Contestant java(String id, String mainClass, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.add(mainClass);
    return new Contestant(id, command);
  }
}
