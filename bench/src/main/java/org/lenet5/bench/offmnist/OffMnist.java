package org.lenet5.bench.offmnist;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.lenet5.base.Randomness;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;

/** Makes the files: {@code FOLDER/kind/digit-number.png}, photographs as JPEGs. */
public final class OffMnist {

  /** The seed of bench/images-off-mnist. Preparation was improved on the pictures of others. */
  static final long SEED = 1;

  private static final int DIGITS = 10;

  /** How many pictures of each digit a trouble has. */
  private static final int TROUBLED = 10;

  private static final String TROUBLES = "--troubles";

  private OffMnist() {}

  /**
   * Makes all pictures.
   *
   * @param args {@code --troubles} for those of {@link Trouble}; the folder; a seed if not that of
   *     the kept pictures
   */
  public static void main(String[] args) throws IOException {
    boolean troubles = args.length > 0 && args[0].equals(TROUBLES);
    int at = troubles ? 1 : 0;
    if (args.length <= at || args.length > at + 2) {
      System.err.println("usage: bench/off-mnist [" + TROUBLES + "] FOLDER [SEED]");
      System.exit(2);
    }
    System.setProperty("java.awt.headless", "true");
    Path folder = Path.of(args[at]);
    long seed = args.length == at + 1 ? SEED : Long.parseLong(args[at + 1]);
    if (troubles) {
      writeTroubles(folder, seed);
    } else {
      writeKinds(folder, seed);
    }
  }

  private static void writeKinds(Path to, long seed) throws IOException {
    for (Kind kind : Kind.values()) {
      Path folder = Files.createDirectories(to.resolve(kind.folder()));
      for (int digit = 0; digit < DIGITS; digit++) {
        for (int number = 0; number < kind.pictures(); number++) {
          String format = kind == Kind.PHOTOGRAPHS ? "jpg" : "png";
          Path file = folder.resolve("%d-%d.%s".formatted(digit, number, format));
          ImageIO.write(picture(seed, kind, digit, number), format, file.toFile());
        }
      }
    }
  }

  private static void writeTroubles(Path to, long seed) throws IOException {
    Dataset test = Mnist.test();
    for (Trouble trouble : Trouble.values()) {
      Path folder = Files.createDirectories(to.resolve(trouble.folder()));
      for (int digit = 0; digit < DIGITS; digit++) {
        for (int number = 0; number < TROUBLED; number++) {
          Trouble.Drawn drawn = trouble.of(test, seed, digit, number);
          String format = drawn.quality() > 0 ? "jpg" : "png";
          Path file = folder.resolve("%d-%d.%s".formatted(digit, number, format));
          Files.write(file, encoded(drawn));
        }
      }
    }
  }

  /** A JPEG of the drawing's quality, or a PNG. */
  static byte[] encoded(Trouble.Drawn drawn) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (drawn.quality() == 0) {
      ImageIO.write(drawn.picture(), "png", bytes);
      return bytes.toByteArray();
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(drawn.quality());
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(drawn.picture(), null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** One picture, the same for the same arguments. */
  static BufferedImage picture(long seed, Kind kind, int digit, int number) {
    long index = digit * 1000L + number;
    return kind.picture(digit, number, new Random(Randomness.bits(seed, kind.ordinal(), index)));
  }
}
