package org.lenet5.io;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lenet5.nn.Dense;
import org.lenet5.nn.Layer;
import org.lenet5.nn.Network;
import org.lenet5.nn.Parameter;

/**
 * The names that PyTorch gives a network's parameters when its convolutional part is a {@code
 * Sequential} called {@code feature_extractor} and its dense part one called {@code classifier}:
 * the part, the layer's place in it, and the role, as in {@code feature_extractor.3.weight}.
 */
final class StateDict {
  private StateDict() {}

  /** Each parameter under its name, in the network's order. */
  static Map<String, Parameter> of(Network network) {
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
