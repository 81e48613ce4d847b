package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, with a Maven that "builds" as long as a test wants it to, and a java that prints
 * what was built. {@code bench/torture-build} does the like with the real ones.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  /** The program is a copy of the source. */
  private static final String MAVEN =
      """
      #!/bin/sh
      for word; do
        case $word in
          -Dlenet5.build=*) out=${word#*=}/lenet5-cli ;;
          */pom.xml) home=${word%/pom.xml} ;;
        esac
      done
      mkdir "$out" "$out/lib" || exit 1 # never where another has built
      echo half > "$out/lib/nn.jar"
      echo "$$" >> "$home/../builds"
      while [ -e "$home/../slow" ]; do sleep 0.01; done
      if [ -e "$home/../broken" ]; then
        echo "a class is missing"
        exit 1
      fi
      cp "$home/nn/src/main/Source.java" "$out/lib/nn.jar"
      echo main > "$out/lenet5-cli.jar"
      echo "$$" >> "$home/../built"
      """;

  /** Opens a jar late, as the JVM does. */
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          *.jar) folder=${word%/*} ;;
          -XX:AOTCache=*) cache=${word#*=} ;;
          -XX:AOTMode=create) create=true ;;
          train) while [ -e "$folder/../../../long" ]; do sleep 0.01; done ;;
        esac
      done
      if [ "$create" ]; then
        cat "$folder/lib/nn.jar" > "$cache"
      else
        cat "$folder/lenet5-cli.jar" "$folder/lib/nn.jar" ${cache:+"$cache"}
      fi
      """;

  @TempDir private Path temp;

  private Path home;
  private Path source;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void cloned() throws IOException {
    home = temp.resolve("a clone");
    Files.createDirectory(home);
    // The test runs in the module's folder, the launcher lies above it.
    Files.copy(Path.of("..", "lenet5"), home.resolve("lenet5"));
    Files.createFile(home.resolve("pom.xml"));
    for (String module : List.of("nn", "simd", "mnist", "io", "run", "paper", "cli")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createFile(home.resolve(module).resolve("pom.xml"));
    }
    source = home.resolve("nn/src/main/Source.java");
    Files.writeString(source, "one");
    script(temp.resolve("bin/mvn"), MAVEN);
    script(temp.resolve("jdk/bin/java"), JAVA);
    Files.writeString(temp.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
  }

  @AfterEach
  void ended() throws Exception {
    Files.deleteIfExists(temp.resolve("slow"));
    Files.deleteIfExists(temp.resolve("long"));
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A start of the launcher. */
  private final class Start {
    private final Process process;
    private final Path out = temp.resolve("stdout" + started.size());
    private final Path err = temp.resolve("stderr" + started.size());

    Start(Map<String, String> environment, String... args) throws IOException {
      List<String> command = new ArrayList<>(List.of("bash", home.resolve("lenet5").toString()));
      command.addAll(List.of(args));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().remove("LENET5_JAVA_OPTIONS");
      builder.environment().put("JAVA_HOME", temp.resolve("jdk").toString());
      builder.environment().merge("PATH", temp.resolve("bin") + ":", (path, bin) -> bin + path);
      builder.environment().putAll(environment);
      process = builder.start();
      started.add(process);
    }

    Start(String... args) throws IOException {
      this(Map.of(), args);
    }

    Cli.Result result() throws Exception {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended, after " + err()).isTrue();
      return new Cli.Result(process.exitValue(), Files.readString(out), err());
    }

    String err() throws IOException {
      return Files.readString(err);
    }

    /** As {@code kill -9}: what it started goes on. */
    void kill() throws Exception {
      process.destroyForcibly().waitFor();
    }
  }

  /** What a start prints: the main jar, and the one that it opens later. */
  private String run(String... args) throws Exception {
    return new Start(args).result().done().out();
  }

  /** The processes of all builds that have begun. */
  private List<String> builds() throws IOException {
    return lines("builds");
  }

  private List<String> lines(String file) throws IOException {
    return Files.exists(temp.resolve(file)) ? Files.readAllLines(temp.resolve(file)) : List.of();
  }

  private void slow() throws IOException {
    Files.createFile(temp.resolve("slow"));
  }

  private void fast() throws IOException {
    Files.delete(temp.resolve("slow"));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("after a minute").isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** What lies in the launcher's folder, by kind. */
  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(".lenet5"))) {
      return files.map(f -> f.getFileName().toString().replaceFirst("\\..*", "")).sorted().toList();
    }
  }

  @Test
  void buildsOnceAndAgainWhenASourceChanges() throws Exception {
    assertThat(run("summary")).isEqualTo("main\none");
    assertThat(run("summary")).isEqualTo("main\none");
    assertThat(builds()).hasSize(1);

    Files.writeString(source, "two");
    assertThat(run("summary")).isEqualTo("main\ntwo");
    FileTime past = FileTime.from(Instant.now().minus(400, ChronoUnit.DAYS));
    Files.writeString(source, "old");
    Files.setLastModifiedTime(source, past);
    assertThat(run("summary")).isEqualTo("main\nold");
    Files.delete(home.resolve("io/pom.xml"));
    run("summary");
    assertThat(builds()).hasSize(4);
  }

  @Test
  void datesAloneDoNotBuild() throws Exception {
    FileTime future = FileTime.from(Instant.now().plus(4000, ChronoUnit.DAYS));
    Files.setLastModifiedTime(source, future);
    run("summary");
    run("summary");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    run("summary");
    assertThat(builds()).hasSize(1);
    assertThat(left()).containsExactly("current", "program");
  }

  @Test
  void aDamagedProgramIsBuiltAgain() throws Exception {
    run("summary");
    Path jar = program().resolve("lib/nn.jar");
    Files.writeString(jar, "");
    assertThat(run("summary")).isEqualTo("main\none");
    Files.delete(program().resolve("lenet5-cli.jar"));
    assertThat(run("summary")).isEqualTo("main\none");
    Files.writeString(home.resolve(".lenet5/current"), "");
    assertThat(run("summary")).isEqualTo("main\none");
    assertThat(builds()).hasSize(4);
  }

  private Path program() throws IOException {
    return home.resolve(".lenet5")
        .resolve(Files.readString(home.resolve(".lenet5/current")).strip());
  }

  @Test
  void ofTwoFirstStartsOneBuildsAndOneWaits() throws Exception {
    slow();
    Start first = new Start("summary");
    await(() -> builds().size() == 1);
    Start second = new Start("summary");
    String waiting = "lenet5: waiting for process %d, which is building it ...\n";
    await(() -> second.err().equals(waiting.formatted(first.process.pid())));
    fast();
    assertThat(first.result().done().out()).isEqualTo("main\none");
    assertThat(second.result().done().out()).isEqualTo("main\none");
    assertThat(builds()).hasSize(1);
    assertThat(left()).containsExactly("current", "program");
  }

  /** Its Maven goes on, and must not disturb the next. */
  @Test
  void aBuildKilledInTheMiddleIsBuiltAgain() throws Exception {
    slow();
    Start killed = new Start("summary");
    await(() -> builds().size() == 1);
    Start waiting = new Start("summary");
    await(() -> waiting.err().contains("waiting for process " + killed.process.pid()));
    killed.kill();
    await(() -> builds().size() == 2);
    fast();
    assertThat(waiting.result().done().out()).isEqualTo("main\none");
    await(() -> lines("built").size() == 2);
    Files.writeString(source, "two");
    assertThat(run("summary")).isEqualTo("main\ntwo");
    assertThat(left()).containsExactly("current", "program", "program");
  }

  /** The shell itself kills the launcher, before every other command of a build. */
  @Test
  void killedBeforeAnyCommandTheNextStartBuilds() throws Exception {
    Path kill = temp.resolve("kill.sh");
    Files.writeString(
        kill,
        """
        set -T
        step=0
        at() {
          case $1 in
            build | tidy) ((++step != KILL)) || kill -9 $$ ;;
          esac
        }
        trap 'at "${FUNCNAME-}"' DEBUG
        """);
    int step = 8; // Maven has built
    for (int exit = -1; exit != 0; step += 2) {
      Files.writeString(source, "change " + step);
      Map<String, String> environment =
          Map.of("BASH_ENV", kill.toString(), "KILL", Integer.toString(step));
      exit = new Start(environment, "summary").result().exit();
      assertThat(exit).isIn(0, 128 + 9);
      assertThat(run("summary")).isEqualTo("main\nchange " + step);
    }
    assertThat(step).isGreaterThan(18);
    assertThat(left()).containsExactly("current", "program", "program");
  }

  @Test
  void whatIsTerminatedLeavesNothing() throws Exception {
    slow();
    Start terminated = new Start("summary");
    await(() -> builds().size() == 1);
    terminated.process.destroy();
    assertThat(terminated.result().exit()).isEqualTo(128 + 15);
    assertThat(left()).isEmpty();
    assertThat(ProcessHandle.of(Long.parseLong(builds().getFirst()))).isEmpty();
  }

  /** The jars of a command that runs stay, however often there are new ones; then they go. */
  @Test
  void aRunningCommandKeepsItsJars() throws Exception {
    Files.createFile(temp.resolve("long"));
    run("summary");
    Path first = program();
    Start training = new Start("train");
    await(() -> training.process.info().commandLine().orElse("").contains(first.toString()));
    for (String change : List.of("two", "three", "four")) {
      Files.writeString(source, change);
      assertThat(run("summary")).isEqualTo("main\n" + change);
    }
    Files.delete(temp.resolve("long"));
    assertThat(training.result().done().out()).isEqualTo("main\none");

    assertThat(first).exists();
    Files.writeString(source, "five");
    run("summary");
    assertThat(first).doesNotExist();
    assertThat(left()).containsExactly("current", "program", "program");
  }

  /** A number of a process that lives, but began at another time than who locked. */
  @Test
  void aLockOfAProcessThatIsNoMoreIsTaken() throws Exception {
    Path lock = home.resolve(".lenet5/lock");
    Files.createDirectory(lock.getParent());
    Files.createSymbolicLink(lock, Path.of(ProcessHandle.current().pid() + "-1"));
    assertThat(run("summary")).isEqualTo("main\none");
    assertThat(left()).containsExactly("current", "program");
  }

  @Test
  void aBuildThatFailsSaysWhyAndLeavesTheProgram() throws Exception {
    run("summary");
    Files.createFile(temp.resolve("broken"));
    Files.writeString(source, "two");
    Cli.Result failed = new Start("summary").result();
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err())
        .isEqualTo(
            """
            lenet5: building (first use or changed sources) ...
            a class is missing
            lenet5: the build failed; see above.
            """);
    Files.writeString(source, "one");
    assertThat(run("summary")).isEqualTo("main\none");
    assertThat(builds()).hasSize(2);
    assertThat(left()).containsExactly("current", "program");
  }

  @Test
  void aPlaceThatCanNotBeWrittenIsNamed() throws Exception {
    Files.createFile(home.resolve(".lenet5"));
    Cli.Result failed = new Start("summary").result();
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err())
        .matches(
            "lenet5: .*/a clone/\\.lenet5: got \".+\", expected a folder to build in, with room for 100 MB\n");
    assertThat(builds()).isEmpty();
  }

  @Test
  void theCacheOfClassesBelongsToItsProgram() throws Exception {
    assertThat(run("predict", "seven.png")).isEqualTo("main\none");
    Path cache = program().resolve("predict.aot");
    await(() -> Files.exists(cache));
    assertThat(run("predict", "seven.png")).isEqualTo("main\noneone");
    Files.writeString(source, "two");
    assertThat(run("summary")).isEqualTo("main\ntwo");
  }
}
