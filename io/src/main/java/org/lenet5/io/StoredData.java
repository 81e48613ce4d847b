package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;

/**
 * A training set, a test set or both, as people keep them: IDX files, pictures in a folder for each
 * class, or CSV files. Not for several threads at once.
 */
public sealed interface StoredData permits DataFolder, ClassFolders, CsvData {

  /**
   * Opens a data set of whichever kind a path leads to.
   *
   * @param path a folder, or a file called {@code .csv}
   * @param transposed whether images are stored column by column
   * @throws DataException if it does not hold a data set, or one of pictures is to be transposed
   * @throws IOException if it cannot be read
   */
  static StoredData open(Path path, boolean transposed) throws IOException {
    if (isCsv(path)) {
      return CsvData.open(path, transposed);
    }
    if (Files.isDirectory(path) && !DataFiles.areIn(path) && ClassFolders.isOne(path)) {
      if (transposed) {
        throw new DataException(
            "%s: got pictures to be transposed, expected IDX or CSV files".formatted(path));
      }
      return ClassFolders.open(path);
    }
    return DataFolder.open(path, transposed, List.of());
  }

  private static boolean isCsv(Path path) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv")
        && !Files.isDirectory(path);
  }

  /**
   * Reads the training set.
   *
   * @throws DataException if there is none, or it does not hold what it should
   * @throws IOException if it cannot be read
   */
  Dataset train() throws IOException;

  /**
   * Reads the test set.
   *
   * @throws DataException if there is none, or it does not hold what it should
   * @throws IOException if it cannot be read
   */
  Dataset test() throws IOException;

  /** Whether there is a test set. */
  boolean hasTest();

  /**
   * SHA-256 of what has been read so far, by role: {@code train-images}, {@code train-labels},
   * {@code test-images}, {@code test-labels}. It is that of uncompressed IDX files, which the same
   * images and labels have however they are stored.
   */
  Map<String, String> checksums();
}
