package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.Image;
import org.lenet5.data.Mnist;

/** The Java of the README compiles and does what it says. */
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theSnippetTrainsSavesLoadsAndClassifies() throws Exception {
    Path source = folder.resolve("Snippet.java");
    Files.writeString(source, program(snippets()));
    writeSeven(folder.resolve("seven.png"));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();

    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx256m",
                "-cp",
                folder + File.pathSeparator + classPath,
                "Snippet")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Matcher accuracy = Pattern.compile("test accuracy ([0-9.]+)").matcher(output);
    assertThat(accuracy.find()).as(output).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.97);
    assertThat(output).contains("7 with probability");
    assertThat(folder.resolve("digits.safetensors")).exists();
    assertThat(output).contains(" in " + Path.of("runs", "mine"));
    assertThat(folder.resolve("runs/mine/model.safetensors")).exists();
  }

  /** All of them, each as a block; what takes minutes is cut short. */
  private static String snippets() throws IOException {
    // The test runs in the module's folder, the README lies above it.
    Matcher matcher = JAVA.matcher(Files.readString(Path.of("..", "README.md")));
    StringBuilder snippets = new StringBuilder();
    while (matcher.find()) {
      snippets.append("{\n").append(matcher.group(1)).append("}\n");
    }
    String few = ".withEpochs(1).withTrainSamples(java.util.OptionalInt.of(500))";
    assertThat(snippets).contains(".withEpochs(20)");
    return snippets.toString().replace(".withEpochs(20)", few);
  }

  private static String program(String snippet) {
    List<String> imports =
        List.of(
            "java.nio.file.Path",
            "org.lenet5.data.*",
            "org.lenet5.engine.*",
            "org.lenet5.eval.*",
            "org.lenet5.io.*",
            "org.lenet5.model.*",
            "org.lenet5.network.*",
            "org.lenet5.reading.*",
            "org.lenet5.run.*",
            "org.lenet5.train.*");
    StringBuilder program = new StringBuilder();
    imports.forEach(name -> program.append("import ").append(name).append(";\n"));
    return program
        .append("class Snippet {\n  public static void main(String[] args) throws Exception {\n")
        .append(snippet)
        .append("  }\n}\n")
        .toString();
  }

  /** The first test image, a 7, as black ink on white paper. */
  private static void writeSeven(Path file) throws IOException {
    Image seven = Mnist.test().image(0);
    var picture =
        new java.awt.image.BufferedImage(
            seven.columns(), seven.rows(), java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < seven.rows(); row++) {
      for (int column = 0; column < seven.columns(); column++) {
        picture.getRaster().setSample(column, row, 0, 255 - seven.at(row, column));
      }
    }
    ImageIO.write(picture, "png", file.toFile());
  }
}
