package org.lenet5.io;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Parameter;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;

/**
 * The names of a network's parameters in a file. The review's networks have those that PyTorch
 * gives when the convolutional part is a {@code Sequential} called {@code feature_extractor} and
 * the dense part one called {@code classifier}: the part, the layer's place in it, and the role, as
 * in {@code feature_extractor.3.weight}. All others have the paper's, layer and role, as in {@code
 * C3.weight}.
 *
 * <p>A partial convolution's weight is {@code [connection][row][column]}: the kernels by output
 * map, then input map. In C3 of the 1998 network, {@code [60, 5, 5]}, these are the columns of the
 * paper's table I from left to right, each from top to bottom.
 */
final class StateDict {
  private StateDict() {}

  /**
   * Each parameter under its name, in the network's order.
   *
   * @param named the network's architecture, if it has one
   */
  static Map<String, Parameter> of(Optional<Architecture> named, Network network) {
    boolean review =
        named.filter(a -> a == Architecture.LENET5 || a == Architecture.LENET5_NO_TANH).isPresent();
    return review ? pytorch(network) : paper(network);
  }

  private static Map<String, Parameter> paper(Network network) {
    Map<String, Parameter> names = new LinkedHashMap<>();
    network.parameters().forEach(parameter -> names.put(parameter.name(), parameter));
    return names;
  }

  private static Map<String, Parameter> pytorch(Network network) {
    Map<String, Parameter> names = new LinkedHashMap<>();
    String part = "feature_extractor";
    int place = 0;
    for (Layer layer : network.layers()) {
      if (layer instanceof Dense && part.equals("feature_extractor")) {
        part = "classifier";
        place = 0;
      }
      for (Parameter parameter : layer.parameters()) {
        String role = parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
        names.put(part + "." + place + "." + role, parameter);
      }
      place++;
    }
    return names;
  }
}
