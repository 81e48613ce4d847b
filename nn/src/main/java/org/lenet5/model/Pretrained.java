package org.lenet5.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.lenet5.network.Architecture;

/**
 * The weights inside the program: {@code pretrained.f32}, the parameters as little-endian floats,
 * and {@code pretrained.properties}, which says how they were made and must come out again.
 */
public final class Pretrained {
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Pretrained() {}

  /**
   * The {@linkplain org.lenet5.network.LeNet5#modern modern LeNet-5} with weights trained on MNIST
   * and calibrated, ready to read digits; docs/accuracy.md says how they were made and how good
   * they are.
   *
   * @throws IllegalStateException if the weights are not those of the recorded hash
   */
  public static Model lenet5() {
    try (InputStream weights = resource("pretrained.f32");
        InputStream text = resource("pretrained.properties")) {
      Properties record = new Properties();
      record.load(text);
      ByteBuffer bytes = ByteBuffer.wrap(weights.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] parameters = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(parameters);
      Model model =
          new Model(
              Architecture.LENET5.network(DIGITS),
              DIGITS,
              Architecture.LENET5
                  .preprocessing()
                  .withDeslant(Boolean.parseBoolean(record.getProperty("deslant"))),
              parameters,
              calibration(record));
      String recorded = record.getProperty("weights_sha256");
      if (!model.sha256().equals(recorded)) {
        throw new IllegalStateException(
            "pretrained weights: got sha256 %s, expected %s".formatted(model.sha256(), recorded));
      }
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    InputStream resource = Pretrained.class.getResourceAsStream(name);
    if (resource == null) {
      throw new IllegalStateException("pretrained weights: got no %s, expected it".formatted(name));
    }
    return resource;
  }

  private static Calibration calibration(Properties record) {
    TreeMap<Double, Double> thresholds = new TreeMap<>();
    for (String key : record.stringPropertyNames()) {
      if (key.startsWith("threshold.")) {
        thresholds.put(
            Double.valueOf(key.substring("threshold.".length())),
            Double.valueOf(record.getProperty(key)));
      }
    }
    return new Calibration(Double.parseDouble(record.getProperty("temperature")), thresholds);
  }
}
