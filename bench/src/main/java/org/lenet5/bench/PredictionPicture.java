package org.lenet5.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.lenet5.data.Image;
import org.lenet5.io.PictureFile;
import org.lenet5.model.Classifier;
import org.lenet5.model.Prediction;
import org.lenet5.model.Pretrained;
import org.lenet5.reading.DigitFinder;

/**
 * Draws a prediction for the README: a picture, the image found in it, and the probability of each
 * digit by the weights inside. Arguments: the picture, the PNG to write.
 */
public final class PredictionPicture {
  private static final int SIDE = 336; // twelve times 28
  private static final int GAP = 36;
  private static final int TOP = 52;
  private static final int BARS = 300;
  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color PALE = new Color(0xc8, 0xd8, 0xe8);
  private static final Color STRONG = new Color(0x00, 0x72, 0xb2);

  private PredictionPicture() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Image found = DigitFinder.find(PictureFile.read(file));
    Prediction prediction = new Classifier(Pretrained.lenet5()).classify(found);
    BufferedImage sheet =
        new BufferedImage(2 * SIDE + BARS + 4 * GAP, TOP + SIDE + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
    int second = GAP + SIDE + GAP;
    int third = second + SIDE + GAP;
    pen.setColor(INK);
    pen.drawString("a photograph", GAP, TOP - 16);
    pen.drawString("the digit found", second, TOP - 16);
    pen.drawString("what it is", third, TOP - 16);
    drawPhotograph(pen, ImageIO.read(file.toFile()));
    drawImage(pen, found, second);
    drawBars(pen, prediction, third);
    pen.dispose();
    ImageIO.write(sheet, "png", Path.of(arguments[1]).toFile());
  }

  /** The middle of the photograph, as large as the place for it. */
  private static void drawPhotograph(Graphics2D pen, BufferedImage photograph) {
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int side = Math.min(photograph.getWidth(), photograph.getHeight());
    int left = (photograph.getWidth() - side) / 2;
    int top = (photograph.getHeight() - side) / 2;
    pen.drawImage(
        photograph, GAP, TOP, GAP + SIDE, TOP + SIDE, left, top, left + side, top + side, null);
  }

  private static void drawImage(Graphics2D pen, Image image, int left) {
    int pixel = SIDE / image.columns();
    for (int row = 0; row < image.rows(); row++) {
      for (int column = 0; column < image.columns(); column++) {
        int light = 255 - image.at(row, column);
        pen.setColor(new Color(light, light, light));
        pen.fillRect(left + column * pixel, TOP + row * pixel, pixel, pixel);
      }
    }
    pen.setColor(PALE);
    pen.drawRect(left, TOP, SIDE - 1, SIDE - 1);
  }

  private static void drawBars(Graphics2D pen, Prediction prediction, int left) {
    double[] probabilities = prediction.probabilities();
    int best = prediction.ranking().getFirst();
    int step = SIDE / probabilities.length;
    for (int c = 0; c < probabilities.length; c++) {
      int middle = TOP + c * step + step / 2;
      pen.setColor(INK);
      pen.drawString(prediction.classNames().get(c), left, middle + 7);
      int length = (int) Math.round(probabilities[c] * (BARS - 110));
      pen.setColor(c == best ? STRONG : PALE);
      pen.fillRect(left + 26, middle - 9, Math.max(2, length), 18);
      if (c == best) {
        pen.setColor(INK);
        String percent = "%.1f%%".formatted(100 * probabilities[c]);
        pen.drawString(percent, left + 34 + length, middle + 7);
      }
    }
  }
}
