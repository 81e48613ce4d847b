package org.lenet5.io.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * What lies in a folder in the place of a catalog file. The gzipped file counts if it is there,
 * else the uncompressed one. A gzipped file is right if it is the original, or holds the original's
 * content, where the catalog knows its checksum; only then can an uncompressed file be checked.
 *
 * @param file the file looked for
 * @param state what was found
 * @param path the file looked at, or where it was expected
 * @param detail one line for the user
 */
public record FileCheck(CatalogFile file, State state, Path path, String detail) {

  /** What can be found in the place of a file. */
  public enum State {
    /** There, with the right content. */
    RIGHT,
    /** There, with other content, damaged, or not a plain file. */
    WRONG,
    /** Not there, or in a form that cannot be checked. */
    MISSING
  }

  /** No data set's content is this long; a gzipped file of zeros could unpack to terabytes. */
  private static final long CONTENT_LIMIT = 512L << 20;

  /**
   * Looks for {@code file} in {@code folder}; reads every byte of it.
   *
   * @throws IOException if a file that is there cannot be read
   */
  public static FileCheck of(CatalogFile file, Path folder) throws IOException {
    Path packed = folder.resolve(file.name());
    Path content = folder.resolve(file.contentName());
    if (Files.exists(packed)) {
      return packed(file, packed);
    }
    if (!Files.exists(content)) {
      return new FileCheck(file, State.MISSING, packed, "not there");
    }
    if (file.contentSha256().isEmpty()) {
      return new FileCheck(
          file, State.MISSING, packed, "only uncompressed, for which no checksum is known");
    }
    if (!Files.isRegularFile(content)) {
      return new FileCheck(file, State.WRONG, content, "not a plain file");
    }
    return compared(file, content, "uncompressed", Sha256.of(content), file.contentSha256().get());
  }

  private static FileCheck packed(CatalogFile file, Path packed) throws IOException {
    if (!Files.isRegularFile(packed)) {
      return new FileCheck(file, State.WRONG, packed, "not a plain file");
    }
    String sum = Sha256.of(packed);
    if (sum.equals(file.sha256()) || file.contentSha256().isEmpty()) {
      return compared(file, packed, "the original", sum, file.sha256());
    }
    String contentSum;
    try (InputStream raw = Files.newInputStream(packed);
        InputStream in = new GZIPInputStream(raw)) {
      contentSum = Sha256.of(in, CONTENT_LIMIT);
    } catch (IOException e) {
      return new FileCheck(file, State.WRONG, packed, "damaged gzip: " + e.getMessage());
    }
    return compared(
        file,
        packed,
        "packed otherwise, with the original's content",
        contentSum,
        file.contentSha256().get());
  }

  private static FileCheck compared(
      CatalogFile file, Path path, String right, String got, String expected) {
    return got.equals(expected)
        ? new FileCheck(file, State.RIGHT, path, right)
        : new FileCheck(
            file, State.WRONG, path, "SHA-256 got %s, expected %s".formatted(got, expected));
  }
}
