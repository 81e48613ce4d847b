package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JpegOutlineTest {
  private static final byte[] SOI = bytes(0xff, 0xd8);
  private static final byte[] EOI = bytes(0xff, 0xd9);

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] frame(int marker, int width, int height, int... samplings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = 8 + 3 * samplings.length;
    out.writeBytes(bytes(0xff, marker, 0, length, 8));
    out.writeBytes(bytes(height >> 8, height, width >> 8, width, samplings.length));
    for (int c = 0; c < samplings.length; c++) {
      out.writeBytes(bytes(c + 1, samplings[c], 0));
    }
    return out.toByteArray();
  }

  private static byte[] scan(int components, int... data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(0xff, 0xda, 0, 6 + 2 * components, components));
    out.writeBytes(new byte[2 * components + 3]);
    out.writeBytes(bytes(data));
    return out.toByteArray();
  }

  private static JpegOutline outline(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return JpegOutline.of(new BytesImageInput(out.toByteArray()));
  }

  @Test
  void countsBlocksOfAllComponents() throws IOException {
    // 17x9 pixels: 3x2 blocks, and of the two others, of half the columns and rows, 2x1.
    JpegOutline usual = outline(SOI, frame(0xc0, 17, 9, 0x22, 0x11, 0x11), scan(3), EOI);
    assertThat(usual)
        .isEqualTo(new JpegOutline(17, 9, 3, 6 + 2 + 2, 1, true, 16, Orientation.UPRIGHT, false));
    assertThat(outline(SOI, frame(0xc0, 17, 9, 0x41), scan(1), EOI).blocks()).isEqualTo(6);
    assertThat(outline(SOI, frame(0xc0, 8000, 8000, 0x11), scan(1), EOI).blocks())
        .isEqualTo(1_000_000);
  }

  @Test
  void countsScansAsTheDecoderDoes() throws IOException {
    byte[] frame = frame(0xc2, 8, 8, 0x11);
    // Of ff, what comes next counts: 0 is data, ff and restarts are passed over.
    byte[] marks = scan(1, 0xff, 0, 0xda, 0xff, 0xd0, 0xff, 0xff, 0xd7, 0xff, 0x01, 0xda);
    assertThat(outline(SOI, frame, marks, scan(1), EOI).scans()).isEqualTo(2);
    // What is in a segment is none.
    byte[] application = bytes(0xff, 0xe1, 0, 6, 0xff, 0xda, 0xff, 0xd9);
    assertThat(outline(SOI, application, frame, scan(1), application, EOI).scans()).isEqualTo(1);
    // Nor is what comes after the end.
    assertThat(outline(SOI, frame, scan(1), EOI, scan(1), scan(1)).scans()).isEqualTo(1);
    byte[][] many = new byte[4003][];
    many[0] = SOI;
    many[1] = frame;
    for (int i = 2; i < 4002; i++) {
      many[i] = scan(1);
    }
    many[4002] = EOI;
    assertThat(outline(many).scans()).isEqualTo(4000);
  }

  @Test
  void tellsWhetherCoefficientsAreKept() throws IOException {
    byte[] baseline = frame(0xc0, 8, 8, 0x11, 0x11, 0x11);
    assertThat(outline(SOI, baseline, scan(3), EOI).inOneScan()).isTrue();
    assertThat(outline(SOI, baseline, scan(1), scan(1), scan(1), EOI).inOneScan()).isFalse();
    assertThat(outline(SOI, frame(0xc2, 8, 8, 0x11), scan(1), EOI).inOneScan()).isFalse();
  }

  @Test
  void refusesWhatIsNoPicture() {
    byte[] frame = frame(0xc0, 8, 8, 0x11);
    assertThatThrownBy(() -> outline(SOI, frame, scan(1, 1, 2, 3)))
        .isInstanceOf(IOException.class)
        .hasMessage("cut off: no end marker");
    // Tables alone: the decoder would go on to the next picture.
    assertThatThrownBy(() -> outline(SOI, EOI, SOI, frame, scan(1), EOI))
        .hasMessage("no picture before its end");
    assertThatThrownBy(() -> outline(SOI, scan(1), EOI)).hasMessage("no picture before its end");
    assertThatThrownBy(() -> outline(SOI, frame, SOI)).hasMessage("a picture in the picture");
    assertThatThrownBy(() -> outline(SOI, bytes(0xff, 0xe0, 0, 1)))
        .hasMessage("segment of 1 bytes");
    assertThatThrownBy(() -> outline(bytes(0xff, 0xd9))).hasMessage("no JPEG");
  }

  /** Each is kept by the decoder. */
  @Test
  void boundsWhatComesBeforeTheFirstScan() {
    byte[] profile = new byte[65_537];
    System.arraycopy(bytes(0xff, 0xe2, 0xff, 0xff), 0, profile, 0, 4);
    byte[][] parts = new byte[300][];
    java.util.Arrays.fill(parts, profile);
    parts[0] = SOI;
    assertThatThrownBy(() -> outline(parts)).hasMessage("16056567 bytes and no picture yet");
  }
}
