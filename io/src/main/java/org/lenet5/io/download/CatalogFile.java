package org.lenet5.io.download;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One gzipped file of a data set, the same bytes on every mirror.
 *
 * @param name plain file name ending in {@code .gz}: letters, digits, dots, dashes and underscores,
 *     so that it can never lead out of a folder
 * @param size bytes of the gzipped file, at least 1; no mirror may send more
 * @param sha256 SHA-256 of the gzipped file, 64 hexadecimal digits
 * @param contentSha256 SHA-256 of the uncompressed content, if known
 */
public record CatalogFile(String name, long size, String sha256, Optional<String> contentSha256) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.gz");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if the name is not plain, the size is below 1, or a checksum
   *     is not one
   */
  public CatalogFile {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "catalog file: got name '%s', expected a plain name ending in .gz".formatted(name));
    }
    if (size < 1) {
      throw new IllegalArgumentException(
          "%s: got size %d, expected at least 1 byte".formatted(name, size));
    }
    sha256 = checkedSha256(name, sha256);
    String file = name;
    contentSha256 = contentSha256.map(sum -> checkedSha256(file, sum));
  }

  /** The name without {@code .gz}. */
  public String contentName() {
    return name.substring(0, name.length() - ".gz".length());
  }

  private static String checkedSha256(String name, String sum) {
    String lower = sum.toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "%s: got SHA-256 '%s', expected 64 hexadecimal digits".formatted(name, sum));
    }
    return lower;
  }
}
