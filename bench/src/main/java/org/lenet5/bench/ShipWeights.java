package org.lenet5.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lenet5.io.ModelFile;
import org.lenet5.model.Model;

/**
 * Puts the weights of a run into the sources of {@code nn}, where {@code Pretrained.lenet5()} finds
 * them. Arguments: the run's model.safetensors, the folder of the resources, and the command that
 * made the run, as one word.
 */
public final class ShipWeights {
  private ShipWeights() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(
          "arguments: got %d, expected MODEL FOLDER COMMAND".formatted(arguments.length));
    }
    Model model = ModelFile.read(Path.of(arguments[0]));
    Path folder = Path.of(arguments[1]);
    Files.write(folder.resolve("pretrained.f32"), model.bytes());
    List<String> lines = new ArrayList<>();
    lines.add("# How the weights beside this file were made; the command makes them again.");
    lines.add("command=" + arguments[2]);
    lines.add("weights_sha256=" + model.sha256());
    lines.add("deslant=" + model.preprocessing().deslant());
    lines.add("temperature=" + model.calibration().temperature());
    model
        .calibration()
        .thresholds()
        .forEach((mistakes, threshold) -> lines.add("threshold." + mistakes + "=" + threshold));
    Files.write(folder.resolve("pretrained.properties"), lines);
  }
}
