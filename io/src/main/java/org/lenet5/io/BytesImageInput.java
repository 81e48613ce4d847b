package org.lenet5.io;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes in memory, as the decoders of pictures want them. Those that the JDK has for streams copy
 * what they read and do not know its length.
 */
final class BytesImageInput extends ImageInputStreamImpl {
  private final byte[] bytes;

  /**
   * @param bytes not copied, not modified
   */
  BytesImageInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int at, int count) {
    bitOffset = 0;
    if (count == 0) {
      return 0;
    }
    if (streamPos >= bytes.length) { // by gigabytes, perhaps
      return -1;
    }
    int read = (int) Math.min(count, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, to, at, read);
    streamPos += read;
    return read;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
