package org.lenet5.bench.offmnist;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.lenet5.base.Randomness;

/** Makes the files: {@code FOLDER/kind/digit-number.png}, photographs as JPEGs. */
public final class OffMnist {

  /** The seed of bench/images-off-mnist. Preparation was improved on the pictures of others. */
  static final long SEED = 1;

  private static final int DIGITS = 10;

  private OffMnist() {}

  /**
   * Makes all pictures.
   *
   * @param args the folder, and a seed if not that of the kept pictures
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: bench/off-mnist FOLDER [SEED]");
      System.exit(2);
    }
    System.setProperty("java.awt.headless", "true");
    long seed = args.length == 1 ? SEED : Long.parseLong(args[1]);
    for (Kind kind : Kind.values()) {
      Path folder = Files.createDirectories(Path.of(args[0], kind.folder()));
      for (int digit = 0; digit < DIGITS; digit++) {
        for (int number = 0; number < kind.pictures(); number++) {
          String format = kind == Kind.PHOTOGRAPHS ? "jpg" : "png";
          Path file = folder.resolve("%d-%d.%s".formatted(digit, number, format));
          ImageIO.write(picture(seed, kind, digit, number), format, file.toFile());
        }
      }
    }
  }

  /** One picture, the same for the same arguments. */
  static BufferedImage picture(long seed, Kind kind, int digit, int number) {
    long index = digit * 1000L + number;
    return kind.picture(digit, number, new Random(Randomness.bits(seed, kind.ordinal(), index)));
  }
}
