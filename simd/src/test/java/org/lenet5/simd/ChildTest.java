package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.ScalarKernels;

/** What takes a virtual machine of its own: other vector widths, and how kernels are chosen. */
class ChildTest {
  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
  private static final String MAIN = KernelHash.class.getName();
  private static final int SCALAR_HASH = KernelHash.hash(new ScalarKernels());

  @TempDir Path folder;

  /** On a processor without such vectors, or another architecture, the option changes nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "3"})
  void everyVectorWidthGivesTheSameBits(String level) throws Exception {
    Child child =
        run(
            VECTOR_MODULE,
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:UseAVX=" + level,
            "-cp",
            all(),
            MAIN);

    assertThat(child.output()).endsWith(" " + SCALAR_HASH);
    if (!level.equals("0")) { // which takes fused multiply-add away as well
      assertThat(child.output()).startsWith("simd-");
    }
  }

  @Test
  void withoutTheInstructionTheScalarKernelsRun() throws Exception {
    Child child = run(VECTOR_MODULE, "-XX:-UseFMA", "-cp", all(), MAIN);

    assertThat(child.output()).isEqualTo("scalar " + SCALAR_HASH);
    assertThat(child.log()).contains("slow scalar kernels", "fused multiply-add");
  }

  @Test
  void withoutTheVectorModuleTheScalarKernelsRunAndTheLogHasTheRemedy() throws Exception {
    Child child = run("-cp", all(), MAIN);

    assertThat(child.output()).isEqualTo("scalar " + SCALAR_HASH);
    assertThat(child.log())
        .contains("slow scalar kernels", "--add-modules jdk.incubator.vector")
        .doesNotContain("Exception", "Error", "\tat ");
  }

  @Test
  void withoutThisModuleTheScalarKernelsRunAndTheLogHasTheRemedy() throws Exception {
    Child child =
        run("-cp", place(Kernels.class) + File.pathSeparator + place(KernelHash.class), MAIN);

    assertThat(child.output()).isEqualTo("scalar " + SCALAR_HASH);
    assertThat(child.log()).contains("slow scalar kernels", "add lenet5-simd");
  }

  /** A server's or a plugin's thread has a class loader that never heard of this module. */
  @Test
  void anyThreadFindsTheVectorKernels() throws Exception {
    Child child = run(VECTOR_MODULE, "-cp", all(), ForeignThread.class.getName());

    assertThat(child.output()).startsWith("simd-");
  }

  @Test
  void onTheModulePathTheVectorModuleComesByItself() throws Exception {
    Child child =
        run(
            "-p",
            place(Kernels.class) + File.pathSeparator + place(SimdKernels.class),
            "--patch-module=org.lenet5.simd=" + place(KernelHash.class),
            "-m",
            "org.lenet5.simd/" + MAIN);

    assertThat(child.output()).startsWith("simd-").endsWith(" " + SCALAR_HASH);
  }

  private record Child(String output, String log) {}

  private Child run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    Path output = folder.resolve("output");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(log.toFile())
            .start();
    int exit = process.waitFor();
    String text = Files.readString(log);
    assertThat(exit).as("%s%n%s", command, text).isZero();
    return new Child(Files.readString(output).strip(), text);
  }

  private static String all() {
    return String.join(
        File.pathSeparator,
        place(Kernels.class),
        place(SimdKernels.class),
        place(KernelHash.class));
  }

  /** The folder or jar a class came from, also where Maven patches a module with its tests. */
  private static String place(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    String url = type.getResource("/" + file).toString();
    String root = url.substring(0, url.length() - file.length());
    if (root.startsWith("jar:")) {
      root = root.substring("jar:".length(), root.length() - "!/".length());
    }
    return Path.of(URI.create(root)).toString();
  }
}
