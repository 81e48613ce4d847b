package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lenet5.data.DigitFinder;
import org.lenet5.data.Image;
import org.lenet5.data.NoInkException;
import org.lenet5.io.ImageFile;

/** A picture file of one character, made an image like MNIST's. */
final class DigitPicture {
  private DigitPicture() {}

  /**
   * Reads a picture and finds the character in it.
   *
   * @throws IOException if the file is no picture or shows nothing
   */
  static Image read(Path path) throws IOException {
    try {
      return DigitFinder.find(ImageFile.read(path));
    } catch (NoInkException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }
}
