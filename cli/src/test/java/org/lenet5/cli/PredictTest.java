package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.data.Dataset;
import org.lenet5.io.ModelFile;
import org.lenet5.model.Classifier;
import org.lenet5.model.Model;

/** Pictures that people might have, made of MNIST's. */
class PredictTest {
  private static Path model;

  /** A test image of each class that the model is sure about. */
  private static final int[] SURE = new int[10];

  @TempDir private Path temp;

  @BeforeAll
  static void model() throws Exception {
    model = Trained.run();
    Classifier loaded = new Classifier(ModelFile.read(model.resolve("model.safetensors")));
    Dataset test = IdxFolder.mnistTest();
    for (int digit = 0; digit < 10; digit++) {
      int sample = 0;
      while (test.label(sample) != digit
          || loaded.classify(test.image(sample)).probabilities()[digit] < 0.99) {
        sample++;
      }
      SURE[digit] = sample;
    }
  }

  /** How a picture looks: its size, colours, and the place of the digit in it. */
  private enum Look {
    AS_MNIST(28, 1, 0, 0, Color.BLACK, Color.WHITE, BufferedImage.TYPE_INT_RGB, "png"),
    INVERTED(28, 1, 0, 0, Color.WHITE, Color.BLACK, BufferedImage.TYPE_INT_RGB, "bmp"),
    LARGE(280, 10, 0, 0, Color.WHITE, Color.BLACK, BufferedImage.TYPE_INT_RGB, "gif"),
    IN_A_CORNER(300, 4, 180, 10, Color.WHITE, Color.BLACK, BufferedImage.TYPE_INT_RGB, "png"),
    COLOURED(150, 5, 0, 5, new Color(250, 240, 200), Color.BLUE, BufferedImage.TYPE_INT_RGB, "jpg"),
    LIGHT_ON_COLOUR(
        150, 5, 5, 0, new Color(0, 60, 20), Color.YELLOW, BufferedImage.TYPE_INT_RGB, "png"),
    ON_NOTHING(
        112, 4, 0, 0, new Color(0, 0, 0, 0), Color.BLACK, BufferedImage.TYPE_INT_ARGB, "png");

    private final int size;
    private final int scale;
    private final int left;
    private final int top;
    private final Color paper;
    private final Color ink;
    private final int type;
    private final String format;

    Look(int size, int scale, int left, int top, Color paper, Color ink, int type, String format) {
      this.size = size;
      this.scale = scale;
      this.left = left;
      this.top = top;
      this.paper = paper;
      this.ink = ink;
      this.type = type;
      this.format = format;
    }

    BufferedImage draw(int sample) {
      Dataset test = IdxFolder.mnistTest();
      BufferedImage picture = new BufferedImage(size, size, type);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int row = (y - top) / scale;
          int column = (x - left) / scale;
          boolean inside = y >= top && x >= left && row < 28 && column < 28;
          int p = inside ? test.pixels()[sample * 784 + row * 28 + column] & 0xff : 0;
          picture.setRGB(x, y, mix(paper.getRGB(), ink.getRGB(), p));
        }
      }
      return picture;
    }

    private static int mix(int from, int to, int share) {
      int mixed = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        int a = from >>> shift & 0xff;
        int b = to >>> shift & 0xff;
        mixed |= (a + (b - a) * share / 255) << shift;
      }
      return mixed;
    }
  }

  private Path picture(Look look, int digit) throws IOException {
    Path file = temp.resolve(digit + "." + look.format);
    assertThat(ImageIO.write(look.draw(SURE[digit]), look.format, file.toFile())).isTrue();
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryDigitInEveryLook(Look look) throws Exception {
    List<Object> args = new ArrayList<>(List.of("predict", model));
    StringBuilder expected = new StringBuilder();
    for (int digit = 0; digit < 10; digit++) {
      Path file = picture(look, digit);
      args.add(file);
      expected.append(file).append(": ").append(digit).append('\n');
    }
    Cli.Result result = Cli.run(args.toArray()).done();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().replaceAll("  \\(.*\\)", "")).isEqualTo(expected.toString());
    assertThat(result.out().lines())
        .allMatch(l -> l.matches(".*: (\\d)  \\(\\1 \\d+\\.\\d%(, \\d \\d+\\.\\d%){0,9}\\)"));
  }

  @Test
  void readsDigitsWithoutAModel() throws Exception {
    List<Object> args = new ArrayList<>(List.of("predict"));
    for (int digit = 0; digit < 10; digit++) {
      args.add(picture(Look.COLOURED, digit));
    }
    String answers = Cli.run(args.toArray()).done().out();
    assertThat(answers.lines().map(line -> line.replaceAll(".*: (.).*", "$1")))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void rejectsWhatIsNotProbableEnough() throws Exception {
    Path three = picture(Look.INVERTED, 3);
    Cli.Result all = Cli.run("predict", model, three, "--json").done();
    double probability = (double) Cli.object(Cli.array(all.json()).getFirst()).get("probability");
    Cli.Result above =
        Cli.run("predict", model, three, "--reject-below", Math.nextUp(probability)).done();
    assertThat(above.out()).startsWith(three + ": rejected  (3 ");
    Cli.Result at =
        Cli.run("predict", model, three, "--json", "--reject-below", probability).done();
    assertThat(Cli.object(Cli.array(at.json()).getFirst())).containsEntry("rejected", false);
    Cli.Result outside = Cli.run("predict", model, three, "--reject-below", 1.5);
    assertThat(outside.exit()).isEqualTo(2);
    assertThat(outside.err()).contains("--reject-below: got 1.5, expected 0 to 1");
  }

  @Test
  void takesAThresholdFromTheHoldOut() throws Exception {
    Path run = temp.resolve("run");
    Path data = IdxFolder.of(temp.resolve("data"), 2000, 100);
    Cli.train("--data", data, "--epochs", 4, "--validation", "holdout:500", "--out", run);
    Model calibrated = ModelFile.read(run.resolve("model.safetensors"));
    double threshold = calibrated.calibration().threshold(0.02).orElseThrow();
    assertThat(threshold).isStrictlyBetween(0.2, 1.0);
    Path[] pictures = new Path[10];
    for (int digit = 0; digit < 10; digit++) {
      pictures[digit] = picture(Look.AS_MNIST, digit);
    }
    Object[] args = Cli.prepend("predict", Cli.prepend(run, (Object[]) pictures));
    List<Object> command = new ArrayList<>(List.of(args));
    command.addAll(List.of("--json", "--max-error", 0.02));
    for (Object row : Cli.array(Cli.run(command.toArray()).done().json())) {
      boolean below = (double) Cli.object(row).get("probability") < threshold;
      assertThat(Cli.object(row)).containsEntry("rejected", below);
    }
    Cli.Result tooStrict = Cli.run("predict", run, pictures[0], "--max-error", 0.00001);
    assertThat(tooStrict.exit()).isEqualTo(2);
    assertThat(tooStrict.err()).contains("--max-error: got 1.0E-5, expected at least ");
    Cli.Result uncalibrated = Cli.run("predict", model, pictures[0], "--max-error", 0.02);
    assertThat(uncalibrated.exit()).isEqualTo(2);
    assertThat(uncalibrated.err())
        .contains("--max-error: got 0.02 for a model without a hold-out's thresholds");
    Cli.Result noPicture = Cli.run("predict", run);
    assertThat(noPicture.exit()).isEqualTo(2);
    assertThat(noPicture.err()).contains("IMAGE: got none, expected at least one picture");
  }

  /** Enough of them for several threads; one that fails costs itself alone. */
  @Test
  void answersManyInOrder() throws Exception {
    Path scans = Files.createDirectory(temp.resolve("scans"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Path file = scans.resolve("%02d.PNG".formatted(i));
      Files.move(picture(Look.INVERTED, i % 10), file);
      expected.add(file + ": " + i % 10 + "  (");
    }
    Files.writeString(scans.resolve("07.PNG"), "no picture");
    expected.remove(7);
    for (String name : List.of(".DS_Store", "._01.png", "Thumbs.db", "notes.txt")) {
      Files.writeString(scans.resolve(name), "of a system, or of the user");
    }
    Cli.Result many = Cli.run("predict", model, scans, scans.resolve("Thumbs.db"));
    assertThat(many.exit()).isEqualTo(1);
    List<String> lines = many.out().lines().toList();
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith(expected.get(i));
    }
    assertThat(many.err())
        .startsWith(scans.resolve("07.PNG") + ": got another format")
        .hasLineCount(1);
    List<Object> rows = Cli.array(Cli.run("predict", model, scans, "--json").json());
    assertThat(rows).hasSize(30);
    assertThat(Cli.object(rows.get(7))).containsOnlyKeys("image", "error");
    assertThat(Cli.object(rows.get(8))).containsEntry("class", "8");
  }

  @Test
  void printsJson() throws Exception {
    Path one = picture(Look.INVERTED, 1);
    Path two = picture(Look.COLOURED, 2);
    Cli.Result result =
        Cli.run("predict", model.resolve("model.safetensors"), "--json", one, two).done();
    List<Object> rows = Cli.array(result.json());
    assertThat(rows).hasSize(2);
    Map<String, Object> row = Cli.object(rows.getLast());
    assertThat(row).containsEntry("image", two.toString()).containsEntry("class", "2");
    Map<String, Object> probabilities = Cli.object(row.get("probabilities"));
    assertThat(probabilities)
        .containsOnlyKeys("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
        .containsEntry("2", row.get("probability"));
    double sum = probabilities.values().stream().mapToDouble(p -> (Double) p).sum();
    assertThat(sum).isCloseTo(1, within(10 * 0x1p-53 * 10)); // ten terms, ten roundings
  }

  @Test
  void asIsTakesMnistsOwnPictures() throws Exception {
    Path picture = picture(Look.AS_MNIST, 7);
    Cli.Result result = Cli.run("predict", "--as-is", "--json", model, picture).done();
    double probability =
        (Double) Cli.object(Cli.array(result.json()).getFirst()).get("probability");
    Classifier loaded = new Classifier(ModelFile.read(model.resolve("model.safetensors")));
    assertThat(probability)
        .isEqualTo(loaded.classify(IdxFolder.mnistTest().image(SURE[7])).probabilities()[7]);
  }

  /** Java's own conversion makes greys with an alpha channel lighter. */
  @Test
  void greyIsTheSameWithAnAlphaChannel() throws Exception {
    ColorModel greyAndAlpha =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = greyAndAlpha.createCompatibleWritableRaster(28, 28);
    for (int i = 0; i < 784; i++) {
      int grey = IdxFolder.mnistTest().pixels()[SURE[7] * 784 + i] & 0xff;
      raster.setPixel(i % 28, i / 28, new int[] {grey, 255});
    }
    Path picture = temp.resolve("alpha.png");
    ImageIO.write(new BufferedImage(greyAndAlpha, raster, false, null), "png", picture.toFile());
    Path opaque = picture(Look.AS_MNIST, 7);
    List<Object> rows =
        Cli.array(Cli.run("predict", "--as-is", "--json", model, picture, opaque).done().json());
    assertThat(Cli.object(rows.getFirst()).get("probabilities"))
        .isEqualTo(Cli.object(rows.getLast()).get("probabilities"));
  }

  private void refused(Path image, String expected) {
    Cli.Result result = Cli.run("predict", model, image);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo(image + ": " + expected + "\n");
  }

  @Test
  void refusesAnEmptyPicture() throws Exception {
    for (Color paper : List.of(Color.WHITE, Color.BLACK, Color.PINK)) {
      BufferedImage empty = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = empty.createGraphics();
      graphics.setColor(paper);
      graphics.fillRect(0, 0, 50, 40);
      graphics.dispose();
      Path file = temp.resolve("empty.png");
      ImageIO.write(empty, "png", file.toFile());
      Cli.Result result = Cli.run("predict", model, file);
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).startsWith(file + ": ").contains("expected").hasLineCount(1);
    }
  }

  /** Ten billion pixels in 67 bytes. */
  @Test
  void refusesAPictureTooLargeForMemoryByItsHeader() throws Exception {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(100_000).putInt(100_000).put(new byte[] {8, 0, 0, 0, 0});
    ByteBuffer png = ByteBuffer.allocate(200);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(png, "IHDR", header.array());
    chunk(png, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
    chunk(png, "IEND", new byte[0]);
    Path file = temp.resolve("huge.png");
    Files.write(file, Arrays.copyOf(png.array(), png.position()));
    refused(
        file,
        "got 100000x100000 pixels, expected 1 to 30000 each way and at most 64000000 in all; scale it down");
  }

  private static void chunk(ByteBuffer png, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    png.putInt(content.length).put(name).put(content).putInt((int) crc.getValue());
  }

  @Test
  void refusesWhatIsNoPicture() throws Exception {
    Path text = Files.writeString(temp.resolve("digit.png"), "seven\n");
    refused(text, "got another format, expected a PNG, JPEG, GIF or BMP picture");
    refused(
        Files.createDirectory(temp.resolve("empty")),
        "got a folder without pictures, expected PNG, JPEG, GIF or BMP files in it, or a run");
    refused(
        temp.resolve("missing.png"), "got no such file, expected a PNG, JPEG, GIF or BMP picture");
    refused(
        Files.createFile(temp.resolve("empty.png")),
        "got an empty file, expected a PNG, JPEG, GIF or BMP picture");
  }

  @Test
  void refusesADamagedPicture() throws Exception {
    byte[] whole = Files.readAllBytes(picture(Look.LARGE, 3));
    Path file = temp.resolve("cut.gif");
    Files.write(file, Arrays.copyOf(whole, 20));
    Cli.Result result = Cli.run("predict", model, file);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .startsWith(file + ": got a damaged picture (")
        .endsWith("), expected a PNG, JPEG, GIF or BMP picture\n")
        .hasLineCount(1);
  }

  @Test
  void refusesModelAndPictureInTheWrongOrder() throws Exception {
    Path picture = picture(Look.LARGE, 3);
    Cli.Result result = Cli.run("predict", picture, model);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "IMAGE: got %s, a model, expected pictures, and a model before them".formatted(model));
  }

  /** Names of files reach the terminal: none may move its cursor. */
  @Test
  void printsNoControlCharacters() throws Exception {
    Cli.Result result = Cli.run("predict", model, temp.resolve("a\u001b[2Jb\nc.png"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).doesNotContain("\u001b").hasLineCount(1);
  }
}
