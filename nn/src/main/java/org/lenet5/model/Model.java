package org.lenet5.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.lenet5.data.Preprocessing;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;

/**
 * A network with weights, and all it takes to use it: how images become its input and what its
 * outputs are called. Immutable by convention: the parameters are not copied.
 *
 * @param network any chain of layers
 * @param classNames one name for each output
 * @param preprocessing what the network's input was in training
 * @param parameters {@code [network.parameterCount()]}, laid out as {@link Network#parameters} says
 * @param calibration how its outputs become probabilities
 */
public record Model(
    Network network,
    List<String> classNames,
    Preprocessing preprocessing,
    float[] parameters,
    Calibration calibration) {

  /**
   * @throws IllegalArgumentException if the network has no layers or its input is not one map, or
   *     the number of parameters, of classes or the input's size is not the network's
   */
  public Model {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(calibration, "calibration");
    classNames = List.copyOf(classNames);
    if (network.layers().isEmpty()) {
      throw new IllegalArgumentException("model: got a network without layers, expected some");
    }
    if (parameters.length != network.parameterCount()) {
      throw new IllegalArgumentException(
          "%s: got %d parameters, expected %d"
              .formatted(name(network, classNames), parameters.length, network.parameterCount()));
    }
    if (classNames.size() != network.output().size()) {
      throw new IllegalArgumentException(
          "%s: got %d class names, expected %d, one for each output"
              .formatted(name(network, classNames), classNames.size(), network.output().size()));
    }
    if (network.input().maps() != 1) {
      throw new IllegalArgumentException(
          "model: got a network of %d input maps, expected 1, a grey image"
              .formatted(network.input().maps()));
    }
    if (network.input().rows() != preprocessing.rows()
        || network.input().columns() != preprocessing.columns()) {
      throw new IllegalArgumentException(
          "%s: got preprocessing to %dx%d, expected %dx%d"
              .formatted(
                  name(network, classNames),
                  preprocessing.rows(),
                  preprocessing.columns(),
                  network.input().rows(),
                  network.input().columns()));
    }
  }

  private static String name(Network network, List<String> classNames) {
    return Architecture.of(network, classNames).map(Architecture::id).orElse("model");
  }

  /** A model whose outputs become probabilities as they are. */
  public Model(
      Network network, List<String> classNames, Preprocessing preprocessing, float[] parameters) {
    this(network, classNames, preprocessing, parameters, Calibration.NONE);
  }

  /** The same with another calibration. */
  public Model with(Calibration other) {
    return new Model(network, classNames, preprocessing, parameters, other);
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
}
