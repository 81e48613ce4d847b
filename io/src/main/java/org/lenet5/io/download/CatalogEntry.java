package org.lenet5.io.download;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A data set that can be fetched.
 *
 * @param name what the command line calls it: lower-case letters, digits and dashes
 * @param title its name in prose
 * @param licence its licence, and whom to credit
 * @param mirrors folders on the web that hold all files, in the order to try; a missing {@code /}
 *     at the end is added
 * @param files the files, each with a name of its own
 */
public record CatalogEntry(
    String name, String title, String licence, List<URI> mirrors, List<CatalogFile> files) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  /**
   * @throws IllegalArgumentException if the name is not plain, there is no mirror or file, a mirror
   *     is not an http or https address of a folder, or two files share a name
   */
  public CatalogEntry {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(licence, "licence");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "catalog entry: got name '%s', expected lower-case letters, digits and dashes"
              .formatted(name));
    }
    mirrors = mirrors.stream().map(CatalogEntry::folder).toList();
    files = List.copyOf(files);
    if (mirrors.isEmpty() || files.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: got %d mirrors and %d files, expected at least 1 of each"
              .formatted(name, mirrors.size(), files.size()));
    }
    Set<String> names = new HashSet<>();
    for (CatalogFile file : files) {
      if (!names.add(file.name())) {
        throw new IllegalArgumentException(
            "%s: got file %s twice, expected different names".formatted(name, file.name()));
      }
    }
  }

  /** The same data set from other mirrors; the checksums stay, so any mirror will do. */
  public CatalogEntry withMirrors(List<URI> others) {
    return new CatalogEntry(name, title, licence, others, files);
  }

  /** Bytes of all files. */
  public long size() {
    return files.stream().mapToLong(CatalogFile::size).sum();
  }

  private static URI folder(URI mirror) {
    boolean web =
        "http".equalsIgnoreCase(mirror.getScheme()) || "https".equalsIgnoreCase(mirror.getScheme());
    if (!web
        || mirror.getHost() == null
        || mirror.getRawUserInfo() != null
        || mirror.getRawQuery() != null
        || mirror.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "mirror: got %s, expected an address like https://example.org/folder/".formatted(mirror));
    }
    return mirror.getRawPath().endsWith("/") ? mirror : URI.create(mirror + "/");
  }
}
