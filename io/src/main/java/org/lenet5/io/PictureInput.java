package org.lenet5.io;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture while it is decoded: its bytes, what messages call it, and the time it has left. Bytes
 * are read in blocks, since decoders ask for single ones.
 */
final class PictureInput extends ImageInputStreamImpl {
  private static final int BLOCK = 1 << 14;

  private final String name;
  private final ImageInputStream source;
  private final Deadline deadline;
  private final byte[] block = new byte[BLOCK];
  private long blockAt;
  private int blockLength;

  /**
   * @param name what messages call it
   * @param source its bytes, from the first, with a known length; not closed
   * @param deadline asked for each block and by {@link #checkTime}
   */
  PictureInput(String name, ImageInputStream source, Deadline deadline) {
    this.name = name;
    this.source = source;
    this.deadline = deadline;
  }

  /** What to throw if the picture is of no use. */
  PictureException refuse(String got, String expected) {
    return new PictureException(name, got, expected);
  }

  /** To be called for each row. */
  void checkTime() {
    deadline.check();
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    if (!isInBlock() && !readBlock()) {
      return -1;
    }
    return block[(int) (streamPos++ - blockAt)] & 0xff;
  }

  /** Reads all that is asked for, if it is there: the superclass reads its numbers so. */
  @Override
  public int read(byte[] to, int at, int count) throws IOException {
    bitOffset = 0;
    int done = 0;
    while (done < count && (isInBlock() || readBlock())) {
      int from = (int) (streamPos - blockAt);
      int length = Math.min(count - done, blockLength - from);
      System.arraycopy(block, from, to, at + done, length);
      streamPos += length;
      done += length;
    }
    return done == 0 && count > 0 ? -1 : done;
  }

  private boolean isInBlock() {
    return streamPos >= blockAt && streamPos < blockAt + blockLength;
  }

  private boolean readBlock() throws IOException {
    checkTime();
    source.seek(streamPos);
    blockAt = streamPos;
    blockLength = Math.max(0, source.read(block));
    return blockLength > 0;
  }

  @Override
  public long length() {
    try {
      return source.length();
    } catch (IOException e) {
      return -1; // not known, as the superclass has it
    }
  }
}
