package org.lenet5.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Shape;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.run.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a network: the page it is built by, and each layer's output shape and parameters. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    description = "Show a network: its page of code, and each layer's shape, parameters and work.",
    footer = {
      "",
      "Examples:",
      "  lenet5 summary",
      "  lenet5 summary --model lenet5-1998",
      "  lenet5 summary --model lenet5-no-tanh --classes 26"
    })
final class SummaryCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1 << 20;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "lenet5",
      description = SettingsOptions.MODELS)
  private String model;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of classes. Default: ${DEFAULT-VALUE}.")
  private int classes;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (classes < 1 || classes > 256) {
      throw new ParameterException(
          spec.commandLine(), "--classes: got %d, expected 1 to 256".formatted(classes));
    }
    Architecture architecture;
    try {
      architecture = Architecture.of(model);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
    Network network;
    try {
      network = architecture.network(classes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--classes: " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.text(json(architecture, network)) : table(architecture, network));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String table(Architecture architecture, Network network) {
    StringBuilder text = new StringBuilder();
    text.append(architecture.title()).append("\n\n").append(network).append("\n\n");
    String line = "-".repeat(71) + "\n";
    text.append(line);
    row(text, "Layer (type)", "Output Shape", "Param #", "Multiply-adds");
    text.append("=".repeat(71)).append('\n');
    boolean maps = true;
    for (Layer layer : network.layers()) {
      maps &= !(layer instanceof Dense);
      row(
          text,
          type(layer),
          shape(layer.output(), maps),
          "%,d".formatted(layer.parameterCount()),
          "%,d".formatted(layer.multiplyAdds()));
    }
    text.append("=".repeat(71)).append('\n');
    text.append("Total params: %,d%n".formatted(network.parameterCount()));
    text.append("Trainable params: %,d%n".formatted(network.parameterCount()));
    text.append("Non-trainable params: 0\n");
    text.append("Connections: %,d%n".formatted(network.connections()));
    text.append("Multiply-adds: %,d%n".formatted(network.multiplyAdds()));
    text.append(line);
    Sizes sizes = Sizes.of(network);
    text.append(
        String.format(
            Locale.ROOT,
            """
            Input size (MB): %.2f
            Forward/backward pass size (MB): %.2f
            Params size (MB): %.2f
            Estimated Total Size (MB): %.2f
            """,
            sizes.input(),
            sizes.passes(),
            sizes.parameters(),
            sizes.total()));
    return text.append(line).toString();
  }

  private static void row(StringBuilder text, String a, String b, String c, String d) {
    text.append("%23s  %18s  %10s  %14s%n".formatted(a, b, c, d));
  }

  private static String type(Layer layer) {
    String type = layer.type();
    return layer.name().equalsIgnoreCase(type) ? type : layer.name() + " (" + type + ")";
  }

  private static String shape(Shape shape, boolean maps) {
    return maps
        ? "[-1, %d, %d, %d]".formatted(shape.maps(), shape.rows(), shape.columns())
        : "[-1, %d]".formatted(shape.size());
  }

  /** Sizes in mebibytes for one sample in float32, as torchsummary counts: each output twice. */
  private record Sizes(double input, double passes, double parameters) {
    static Sizes of(Network network) {
      double outputs = network.layers().stream().mapToDouble(l -> l.output().size()).sum();
      return new Sizes(
          network.input().size() * Float.BYTES / MEBIBYTE,
          2 * outputs * Float.BYTES / MEBIBYTE,
          network.parameterCount() * Float.BYTES / MEBIBYTE);
    }

    double total() {
      return input + passes + parameters;
    }
  }

  private static Map<String, Object> json(Architecture architecture, Network network) {
    List<Object> layers = new ArrayList<>();
    for (Layer layer : network.layers()) {
      Map<String, Object> row = new LinkedHashMap<>();
      Shape shape = layer.output();
      row.put("name", layer.name());
      row.put("type", layer.type());
      row.put("output", List.of(shape.maps(), shape.rows(), shape.columns()));
      row.put("parameters", layer.parameterCount());
      row.put("connections", layer.connections());
      row.put("multiply_adds", layer.multiplyAdds());
      layers.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", architecture.id());
    json.put("parameters", network.parameterCount());
    json.put("connections", network.connections());
    json.put("multiply_adds", network.multiplyAdds());
    json.put("layers", layers);
    return json;
  }
}
