package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Path;
import org.lenet5.data.Image;
import org.lenet5.io.PictureFile;
import org.lenet5.reading.DigitFinder;
import org.lenet5.reading.NoInkException;
import org.lenet5.reading.Picture;
import org.lenet5.reading.SeveralDigitsException;

/** A picture of one character, made an image like MNIST's. */
public final class DigitPicture {
  private DigitPicture() {}

  /**
   * Reads a picture and finds the character in it.
   *
   * @throws IOException if the file is no picture or shows nothing
   */
  public static Image read(Path path) throws IOException {
    return find(path.toString(), PictureFile.read(path));
  }

  /**
   * The same for the bytes of a file.
   *
   * @param name what messages call it
   * @throws IOException if they are no picture or show nothing
   */
  public static Image read(String name, byte[] bytes) throws IOException {
    return find(name, PictureFile.read(name, bytes));
  }

  private static Image find(String name, Picture picture) throws IOException {
    try {
      return DigitFinder.find(picture);
    } catch (NoInkException | SeveralDigitsException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
