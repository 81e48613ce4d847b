package org.lenet5.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;

/**
 * A network with weights, and all it takes to use it: how images become its input and what its
 * outputs are called. Immutable by convention: the parameters are not copied.
 *
 * @param architecture which network
 * @param classNames one name for each output
 * @param preprocessing what the network's input was in training
 * @param parameters {@code [network().parameterCount()]}, laid out as {@link Network#parameters}
 *     says
 * @param calibration how its outputs become probabilities
 */
public record Model(
    Architecture architecture,
    List<String> classNames,
    Preprocessing preprocessing,
    float[] parameters,
    Calibration calibration) {

  /**
   * @throws IllegalArgumentException if the parameters' number or the input's size is not the
   *     network's, or the network has no output for a class of that name
   */
  public Model {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(calibration, "calibration");
    classNames = List.copyOf(classNames);
    Network network = architecture.network(classNames);
    if (parameters.length != network.parameterCount()) {
      throw new IllegalArgumentException(
          "%s: got %d parameters, expected %d"
              .formatted(architecture, parameters.length, network.parameterCount()));
    }
    if (network.input().rows() != preprocessing.rows()
        || network.input().columns() != preprocessing.columns()) {
      throw new IllegalArgumentException(
          "%s: got preprocessing to %dx%d, expected %dx%d"
              .formatted(
                  architecture,
                  preprocessing.rows(),
                  preprocessing.columns(),
                  network.input().rows(),
                  network.input().columns()));
    }
  }

  /** A model whose outputs become probabilities as they are. */
  public Model(
      Architecture architecture,
      List<String> classNames,
      Preprocessing preprocessing,
      float[] parameters) {
    this(architecture, classNames, preprocessing, parameters, Calibration.NONE);
  }

  /** The same with another calibration. */
  public Model with(Calibration other) {
    return new Model(architecture, classNames, preprocessing, parameters, other);
  }

  /** The network that the parameters belong to. */
  public Network network() {
    return architecture.network(classNames);
  }

  /** The parameters as little-endian floats. */
  public byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(parameters.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(parameters);
    return bytes.array();
  }

  /**
   * SHA-256 of the {@link #bytes}, in hex: equal for equal training, whatever the machine, the
   * kernels and the number of threads.
   */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Classifies one image of any size; it is fitted to the network's input as in training. For many
   * images make one {@link Classifier}.
   */
  public Prediction classify(Image image) {
    return new Classifier(this).classify(image);
  }
}
