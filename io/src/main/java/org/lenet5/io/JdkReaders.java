package org.lenet5.io;

import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The decoders of the JDK. Others may be installed, and each is a door. */
final class JdkReaders {

  private JdkReaders() {}

  /**
   * A decoder, to be disposed of.
   *
   * @param format its name, such as jpeg
   * @throws IOException if the JDK has none
   */
  static ImageReader of(String format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
      reader.dispose();
    }
    throw new IOException("this JDK has no decoder of " + format);
  }
}
