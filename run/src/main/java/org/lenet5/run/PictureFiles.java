package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lenet5.io.AtomicFile;
import org.lenet5.run.chart.ChartException;

/**
 * Pictures beside the numbers they show. One that can't be drawn or written costs itself alone, and
 * is told of.
 *
 * @param folder where they go, which is there
 * @param notes hears a line for each that fails
 */
public record PictureFiles(Path folder, Consumer<String> notes) {
  private static final String EVALUATION = "evaluation.json";

  /** Draws a picture, given as the bytes of its file. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Draws it.
     *
     * @throws ChartException if this machine can't draw
     */
    byte[] draw() throws ChartException;
  }

  /** A picture and the name of its file. */
  public record Named(String name, Drawing drawing) {}

  /**
   * Draws pictures, and writes or replaces their files.
   *
   * @return the names of those that are written
   */
  public List<String> write(List<Named> pictures) {
    List<String> written = new ArrayList<>();
    for (Named picture : pictures) {
      try {
        AtomicFile.write(folder.resolve(picture.name), picture.drawing.draw());
        written.add(picture.name);
      } catch (ChartException | IOException | RuntimeException e) {
        notes.accept("no %s: %s".formatted(picture.name, e.getMessage()));
      } catch (OutOfMemoryError e) {
        notes.accept("no %s: no memory to draw it".formatted(picture.name));
      }
    }
    return written;
  }

  /**
   * Writes the record of an evaluation, then its pictures, into a folder that is made if need be.
   *
   * @return the names of the files that are written
   */
  static List<String> writeEvaluation(
      Path folder, Consumer<String> notes, Map<String, Object> values, List<Named> pictures)
      throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw RunFolder.notMade(folder, e);
    }
    PictureFiles files = new PictureFiles(folder, notes);
    files.requireOwn(EVALUATION, pictures.stream().map(Named::name).toList());
    Json.write(folder.resolve(EVALUATION), values);
    List<String> written = new ArrayList<>(List.of(EVALUATION));
    written.addAll(files.write(pictures));
    return written;
  }

  /**
   * Checks that files to be replaced come from this program, which writes a record before them.
   *
   * @param record the record's name
   * @param names of the files
   * @throws IOException if one of them is there without the record
   */
  public void requireOwn(String record, List<String> names) throws IOException {
    if (!Files.exists(folder.resolve(record))) {
      for (String name : names) {
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(
              "--out: got %s, which holds %s without %s, expected another folder"
                  .formatted(folder, name, record));
        }
      }
    }
  }
}
