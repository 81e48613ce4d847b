package org.lenet5.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lenet5.data.DataException;

/** Which file of a data set's folder is what, told by their names alone, in any case. */
final class DataFiles {

  private static final Pattern MAPPING = pattern("mapping\\.txt");

  /** What a name of any role has. */
  private static final Pattern CANDIDATE =
      Pattern.compile("[-.]idx\\d-|mapping\\.txt$", Pattern.CASE_INSENSITIVE);

  /** A data set has five; a folder may hold any number of other files. */
  private static final int MOST_CANDIDATES = 100;

  private final Path folder;
  private final List<Path> names;

  /**
   * @throws DataException if it is no folder
   * @throws IOException if it cannot be read
   */
  DataFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "%s: got %s, expected a folder of IDX files or of pictures, or a file called .csv"
              .formatted(folder, Files.exists(folder) ? "a file" : "nothing"));
    }
    this.folder = folder;
    try (Stream<Path> paths = Files.list(folder)) {
      names =
          paths
              .filter(DataFiles::isCandidate)
              .limit(MOST_CANDIDATES + 1)
              .map(Path::getFileName)
              .sorted()
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // in the middle of the list
    }
    if (names.size() > MOST_CANDIDATES) {
      throw new DataException(
          "%s: got more than %d IDX files, expected those of one data set"
              .formatted(folder, MOST_CANDIDATES));
    }
  }

  /** Names go into messages: an escape character in one could write anything to a terminal. */
  private static boolean isCandidate(Path path) {
    String name = path.getFileName().toString();
    return CANDIDATE.matcher(name).find()
        && name.codePoints().allMatch(Printable::isPrintable)
        && !SystemFiles.isOne(path)
        && Files.isRegularFile(path);
  }

  /**
   * Whether there are files in a folder that seem to be meant.
   *
   * @throws IOException if it cannot be read
   */
  static boolean areIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.anyMatch(DataFiles::isCandidate);
    } catch (UncheckedIOException e) {
      throw e.getCause(); // in the middle of the list
    }
  }

  /**
   * The IDX file of a role, of whatever type, so that one of another type is found and refused by
   * its header. Of one that is there compressed too, as where it was unpacked, the unpacked one.
   *
   * @param role what messages call it, for example {@code test-images}
   * @param name what files call it, a regular expression
   * @throws DataException if there are two
   */
  Optional<Path> find(String role, String name) throws DataException {
    return find(role, pattern(name + "[-.]idx\\d-\\w+(\\.gz)?"));
  }

  /** Of a name with other words in front. */
  private static Pattern pattern(String name) {
    return Pattern.compile("(.*[-_.])?" + name, Pattern.CASE_INSENSITIVE);
  }

  /**
   * The file of class names.
   *
   * @throws DataException if there are two
   */
  Optional<Path> mapping() throws DataException {
    return find("mapping", MAPPING);
  }

  private Optional<Path> find(String role, Pattern pattern) throws DataException {
    List<Path> found =
        names.stream().filter(name -> pattern.matcher(name.toString()).matches()).toList();
    if (found.size() == 2 && found.getLast().toString().equals(found.getFirst() + ".gz")) {
      found = List.of(found.getFirst());
    }
    if (found.size() > 1) {
      throw new DataException(
          "%s: got %d files of %s (%s), expected one; keep each data set in a folder of its own"
              .formatted(
                  folder,
                  found.size(),
                  role,
                  Printable.of(
                      found.stream().map(Path::toString).collect(Collectors.joining(", ")))));
    }
    return found.stream().map(folder::resolve).findFirst();
  }

  /** What to throw if there are no files that start with any of these. */
  DataException missing(String what, String... prefixes) {
    return new DataException(
        "%s: got no %s, expected %s"
            .formatted(
                folder,
                what,
                Stream.of(prefixes)
                    .map("%1$s-images-idx3-ubyte[.gz] and %1$s-labels-idx1-ubyte[.gz]"::formatted)
                    .collect(Collectors.joining(", or "))));
  }
}
