package org.lenet5.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * One array that {@code lenet5_golden.py} wrote, which describes the file.
 *
 * @param stride only every so-manyth value is kept
 * @param distance the largest distance of PyTorch's float32 from the truth
 * @param norm of the whole array
 * @param values the kept ones, computed in float64
 */
record Golden(int stride, double distance, double norm, double[] values) {

  /** All arrays by name. */
  static Map<String, Golden> load(String resource) {
    Map<String, Golden> arrays = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(Golden.class.getResourceAsStream(resource))) {
      ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      while (file.hasRemaining()) {
        byte[] name = new byte[file.get()];
        file.get(name);
        char type = (char) file.get();
        int stride = file.getInt();
        double distance = file.getDouble();
        double norm = file.getDouble();
        double[] values = new double[file.getInt()];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              switch (type) {
                case 'b' -> file.get() & 0xff;
                case 'f' -> file.getFloat();
                case 'd' -> file.getDouble();
                default -> throw new AssertionError("golden file: type " + type);
              };
        }
        arrays.put(
            new String(name, StandardCharsets.US_ASCII),
            new Golden(stride, distance, norm, values));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return arrays;
  }

  byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
