package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.io.ModelFile;
import org.lenet5.io.Printable;
import org.lenet5.io.Safetensors;
import org.lenet5.io.download.Catalog;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;

/**
 * Whatever mirrors, names of files and files say: no character leaves the command that does
 * anything but show, and no line is longer than a bound.
 */
class HostileTextTest {
  /** Anything a terminal would obey, or show backwards; line breaks and tabs are the command's. */
  private static final Pattern HARMFUL =
      Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cn}]");

  /** Clears the screen, sets the title, breaks the line. */
  private static final String EVIL = "\u001b[2J\u001b]0;x\u0007\n\r";

  /** The same, where a name may not hold all of it. */
  private static final String NAME = "a\u001b[31mb\n\u0007\u009b";

  /** A line's message is cut; what is around it, such as the way to help, is short. */
  private static final int LONGEST_LINE = Printable.LONGEST_LINE + 100;

  @TempDir private Path temp;

  private static Cli.Result harmless(Cli.Result result) {
    for (String printed : List.of(result.out(), result.err())) {
      assertThat(HARMFUL.matcher(printed).find()).as(Printable.escapedLines(printed)).isFalse();
      assertThat(printed.lines()).allMatch(line -> line.length() <= LONGEST_LINE);
    }
    return result;
  }

  private static void refused(int exit, Object... args) {
    Cli.Result result = harmless(Cli.run(args));
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.err()).hasLineCount(1).contains(": got ").contains("expected");
    // A trace has the same bounds, and its lines are all the command's.
    Cli.Result verbose = harmless(Cli.run(Cli.append(args, "--verbose")));
    assertThat(verbose.err()).startsWith(result.err());
    assertThat(verbose.err().lines().skip(1))
        .allMatch(line -> line.matches("(\tat |(Caused by: )?[a-z0-9]+\\.[\\w.$]+(:|$)).*"));
  }

  // Mirrors

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 302 Found\r\nLocation: http://EVIL\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: ftp://host/LONG\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: EVIL\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Range: EVIL\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: EVIL\r\n\r\n",
        "HTTP/1.1 200 OK\r\nEVIL: a\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nEVIL",
        "HTTP/1.1 EVIL\r\n\r\n",
        "EVIL"
      })
  void whatAMirrorSaysIsHarmless(String answer) throws Exception {
    String evil = "\u001b[2J\u009b31m\u0007" + "x".repeat(20_000);
    byte[] bytes =
        answer
            .replace("EVIL", evil)
            .replace("LONG", "x".repeat(20_000))
            .getBytes(StandardCharsets.ISO_8859_1);
    Path into = Files.createDirectory(temp.resolve(NAME));
    String first = Catalog.standard().entry("mnist").files().getFirst().name();
    Files.write(into.resolve(first + ".part"), new byte[7]);
    try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answer(server, bytes));
      String mirror = "http://127.0.0.1:%d/\u202e/".formatted(server.getLocalPort());
      Cli.Result result =
          harmless(Cli.run("data", "fetch", "mnist", "--mirror", mirror, "--into", into));
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("To place the files by hand").hasLineCount(2);
      // The path is the end, whole; of the mirror there is what fits.
      assertThat(result.err()).endsWith("and use --data " + Printable.path(into) + "\n");
      assertThat(result.err().lines()).allMatch(line -> line.length() < 1500);
    }
  }

  private static void answer(ServerSocket server, byte[] bytes) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[4096]);
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // The client has heard enough, or the test is over.
      }
    }
  }

  // Names of files

  @Test
  void namesOfFilesAreHarmless() throws Exception {
    Path folder = Files.createDirectory(temp.resolve(NAME));
    Path picture = folder.resolve("7-" + NAME + ".png");
    Path fonts = Path.of("../bench/images-off-mnist/fonts");
    Files.copy(fonts.resolve("7-0.png"), picture);
    Cli.Result predicted = harmless(Cli.run("predict", picture)).done();
    assertThat(predicted.out()).startsWith(Printable.path(picture) + ": 7  (").hasLineCount(1);
    Object json = harmless(Cli.run("predict", picture, "--json")).done().json();
    assertThat(Cli.object(Cli.array(json).getFirst())).containsEntry("image", picture.toString());

    // A set whose kind and file have such names, and whose 7 is said to be a 1.
    Files.copy(picture, folder.resolve("1-" + NAME + ".png"));
    Cli.Result set = harmless(Cli.run("evaluate", "--images", temp)).done();
    assertThat(set.out()).hasLineCount(3).contains(Printable.escaped("/1-" + NAME + ".png: 7 ("));
    harmless(Cli.run("evaluate", "--images", temp, "--json")).done().json();

    Path other = Files.writeString(folder.resolve(EVIL.replace("/", "")), EVIL.repeat(9999));
    refused(1, "predict", other);
    refused(1, "predict", folder.resolve(NAME));
    assertThat(harmless(Cli.run("predict", folder, picture)).done().out()).hasLineCount(3);
    refused(1, "evaluate", other);
    refused(1, "evaluate", "--images", other);
    refused(1, "train", "--data", folder);
    refused(1, "train", "--data", other);
    refused(1, "train", "--resume", "--out", folder);
    Path data = IdxFolder.of(temp.resolve("data"), 20, 10);
    refused(1, "train", "--data", data, "--epochs", 1, "--out", other);
    assertThat(harmless(Cli.run("data", "fetch", "mnist", "--into", other)).exit()).isEqualTo(1);
    assertThat(harmless(Cli.run("data", "verify", folder)).exit()).isEqualTo(1);
  }

  @Test
  void foldersOfRunsAreHarmless() throws Exception {
    Path folder = temp.resolve(NAME);
    Path data = IdxFolder.of(folder.resolve("data " + NAME), 40, 20);
    Path run = folder.resolve("run");
    Cli.Result trained =
        harmless(Cli.run("train", "--data", data, "--epochs", 1, "--out", run)).done();
    assertThat(trained.value("run")).isEqualTo(Printable.path(run));
    Cli.Result resumed =
        harmless(Cli.run("train", "--resume", "--epochs", 2, "--json", "--out", run)).done();
    assertThat(resumed.out()).contains("\\n\\u0007\\u009b");
    resumed.json();
    Cli.Result measured = harmless(Cli.run("evaluate", run, "--data", data)).done();
    assertThat(measured.out()).startsWith(Printable.escaped("data " + NAME + " test: 20 samples"));
    assertThat(measured.err()).endsWith(Printable.path(run.resolve("evaluation")) + "\n");
    Path other = IdxFolder.of(folder.resolve("other " + NAME), 0, 5);
    label(other, 5, 42); // a class that the model lacks
    refused(1, "evaluate", run, "--data", other);
  }

  /** Makes all samples of a test set those of one class. */
  private static void label(Path data, int samples, int label) throws IOException {
    byte[] labels = new byte[samples];
    Arrays.fill(labels, (byte) label);
    Files.write(data.resolve("t10k-labels-idx1-ubyte"), IdxFolder.idx(labels, samples));
  }

  // Names of classes

  @Test
  void namesOfClassesAreHarmless() throws Exception {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < 10; c++) {
      names.add("\u202e" + c + "\u2028\u2066é" + "x".repeat(190));
    }
    Path picture = Path.of("../bench/images-off-mnist/fonts/7-0.png");
    Path data = IdxFolder.of(temp.resolve("data"), 0, 100);
    Path model = named(names);
    Cli.Result predicted = harmless(Cli.run("predict", model, picture)).done();
    assertThat(predicted.out()).contains(": \\u202e7\\u2028\\u2066éxxx").contains("...  (");
    Object json = harmless(Cli.run("predict", model, picture, "--json")).done().json();
    assertThat(Cli.object(Cli.array(json).getFirst())).containsEntry("class", names.get(7));

    refused(1, "evaluate", model, "--data", data);
    List<String> one = new ArrayList<>(names);
    one.set(7, "7");
    label(data, 100, 7);
    Object[] evaluate = {"evaluate", named(one), "--data", data, "--out", temp.resolve("out")};
    assertThat(harmless(Cli.run(evaluate)).done().out()).contains("\\u202e6\\u2028\\u2066éxxx");
    harmless(Cli.run(Cli.append(evaluate, "--json"))).done().json();

    refused(1, "predict", named(List.of("a", EVIL)), picture);
    refused(1, "predict", named(List.of("x".repeat(20_000))), picture);
    names.set(3, NAME.replace("\n", ""));
    refused(1, "predict", named(names), picture);
    names.set(3, "x".repeat(201));
    refused(1, "predict", named(names), picture);
  }

  /** As many as can all have a share to speak of, with names as long as can be. */
  @Test
  void manyClassesAreHarmless() throws Exception {
    List<String> names =
        IntStream.range(0, 100).mapToObj(c -> "%-200d".formatted(c).replace(' ', 'x')).toList();
    Network network = Architecture.LINEAR.network(100);
    float[] equal = new float[network.parameterCount()];
    Path model = temp.resolve("model.safetensors");
    ModelFile.write(model, new Model(network, names, Architecture.LINEAR.preprocessing(), equal));
    Path picture = Path.of("../bench/images-off-mnist/fonts/7-0.png");
    assertThat(harmless(Cli.run("predict", model, picture)).done().out())
        .hasLineCount(1)
        .contains(": 0xxx")
        .endsWith("... 1.0%, 19" + "x".repeat(38) + "... 1.0%, ...)\n");
    Object json = harmless(Cli.run("predict", model, picture, "--json")).done().json();
    Object all = Cli.object(Cli.array(json).getFirst()).get("probabilities");
    assertThat(Cli.object(all)).containsOnlyKeys(names);
  }

  private Path named(List<String> classes) throws IOException {
    Safetensors good = Safetensors.read(Trained.run().resolve("model.safetensors"));
    Map<String, String> metadata = new TreeMap<>(good.metadata());
    metadata.put("lenet5.classes", String.join("\n", classes));
    Path file = temp.resolve("model.safetensors");
    new Safetensors(good.tensors(), metadata).write(file);
    return file;
  }

  // What is typed

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --epochs EVIL",
        "train --threads EVIL",
        "train --model EVIL",
        "train --recipe EVIL",
        "train --distort EVIL",
        "train --distort EVIL=1",
        "train --EVIL",
        "train EVIL",
        "train --json=EVIL",
        "data fetch EVIL",
        "data fetch mnist --mirror EVIL",
        "data EVIL",
        "predict a.png --max-error EVIL",
        "summary --classes EVIL",
        "EVIL",
      })
  void whatIsTypedIsHarmless(String command) {
    String evil = EVIL + "\u202e" + "x".repeat(20_000);
    Object[] args = command.split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].toString().replace("EVIL", evil);
    }
    refused(2, args);
  }

  /** An error that nobody expects is told like all others. */
  @Test
  void theWorstIsHarmless() {
    OutputStream broken =
        new OutputStream() {
          private boolean thrown;

          @Override
          public void write(int b) {
            if (!thrown) {
              thrown = true;
              throw new AssertionError(EVIL + "x".repeat(20_000));
            }
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new PrintStream(broken), new PrintStream(err, true, StandardCharsets.UTF_8), "summary");
    Cli.Result result = harmless(new Cli.Result(exit, "", err.toString(StandardCharsets.UTF_8)));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("internal error: java.lang.AssertionError: \\u001b[2J");
  }

  /** Whoever forgets to make a text printable: the writer does. */
  @Test
  void theWriterLetsNothingPass() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var out = PrintableWriter.of(new PrintStream(bytes));
    out.print("a\tb\n");
    out.println(EVIL + "\u202e\uD83D\uDE00\uD83D");
    out.printf("%s|%5s|%c%n", "\u009b", "\u001b", '\u0007');
    out.write(new char[] {'x', '\u001b', 'y', 'z'}, 1, 2);
    out.write('\u007f');
    out.flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "a\tb",
                "\\u001b[2J\\u001b]0;x\\u0007",
                "\\u000d\\u202e\uD83D\uDE00\\ud83d",
                "\\u009b|    \\u001b|\\u0007",
                "\\u001by\\u007f"));
  }
}
