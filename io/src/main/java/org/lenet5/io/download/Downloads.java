package org.lenet5.io.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fetches data sets. Each file comes from the first mirror that delivers it with the catalog's
 * checksum; until then, whatever lies in its place stays. An interrupted fetch is gone on with by
 * the next one. Redirects are followed, but never from https to http. Safe for use by several
 * threads and, on one folder, by several processes.
 */
public final class Downloads {

  private final HttpClient client;
  private final Duration connect;
  private final Duration idle;

  /** Waits at most 10 seconds for a connection, and 30 for an answer or its next bytes. */
  public Downloads() {
    this(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /**
   * @param connect longest wait for a connection, above 0
   * @param idle longest wait for an answer or its next bytes, above 0
   * @throws IllegalArgumentException if a wait is not above 0
   */
  public Downloads(Duration connect, Duration idle) {
    this(connect, idle, HttpClient.newBuilder());
  }

  /** With a client prepared otherwise, for example with other trusted certificates. */
  Downloads(Duration connect, Duration idle, HttpClient.Builder client) {
    if (!connect.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException(
          "downloads: got waits of %s and %s, expected more than 0".formatted(connect, idle));
    }
    this.connect = connect;
    this.idle = idle;
    this.client =
        client
            .version(HttpClient.Version.HTTP_1_1) // one file at a time: HTTP/2 would add nothing
            .followRedirects(HttpClient.Redirect.NORMAL) // all but https to http
            .connectTimeout(connect)
            .build();
  }

  /**
   * Brings every file of {@code entry} that is not there and right (see {@link FileCheck}) into
   * {@code folder}, which is made if need be. Returns without touching disk or network if all are.
   *
   * @throws DownloadException if no mirror delivers a file: names each mirror with its reason, and
   *     says how to place the files by hand; or if the folder cannot be written
   * @throws InterruptedException if the thread is interrupted; what has arrived is kept
   */
  public void fetch(CatalogEntry entry, Path folder, Progress progress)
      throws DownloadException, InterruptedException {
    Objects.requireNonNull(progress, "progress");
    try {
      if (missing(entry, folder).isEmpty()) {
        return;
      }
      Files.createDirectories(folder);
      try (FolderLock _ = FolderLock.acquire(folder, progress)) {
        // Looked at again: another process may just have brought them.
        for (CatalogFile file : missing(entry, folder)) {
          Map<URI, String> failures =
              new Transfer(client, connect, idle, file, folder, progress).from(entry.mirrors());
          if (!failures.isEmpty()) {
            throw new DownloadException(help(entry, folder, file, failures));
          }
        }
      }
    } catch (DownloadException e) {
      throw e;
    } catch (IOException e) {
      throw new DownloadException(
          "%s: cannot read or write in %s: %s".formatted(entry.name(), folder, e), e);
    }
  }

  private static List<CatalogFile> missing(CatalogEntry entry, Path folder) throws IOException {
    List<CatalogFile> missing = new ArrayList<>();
    for (CatalogFile file : entry.files()) {
      if (FileCheck.of(file, folder).state() != FileCheck.State.RIGHT) {
        missing.add(file);
      }
    }
    return missing;
  }

  private static String help(
      CatalogEntry entry, Path folder, CatalogFile file, Map<URI, String> failures)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("%s: no mirror delivered %s\n".formatted(entry.name(), file.name()));
    failures.forEach((url, reason) -> text.append("  %s: %s\n".formatted(url, reason)));
    Path part = Transfer.partOf(file, folder);
    if (Files.exists(part) && Files.size(part) > 0) {
      text.append(
          "%d of %d bytes are kept; the same command goes on from there.\n"
              .formatted(Files.size(part), file.size()));
    }
    text.append("To place the files by hand, download\n");
    for (CatalogFile wanted : missing(entry, folder)) {
      text.append("  %s\n".formatted(entry.mirrors().getFirst().resolve(wanted.name())));
    }
    return text.append(
            "(or the same names from another source) into the folder\n  %1$s\nand use --data %1$s"
                .formatted(folder.toAbsolutePath()))
        .toString();
  }
}
