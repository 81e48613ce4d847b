package org.lenet5.io.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.lenet5.io.FolderLock;
import org.lenet5.io.Printable;

/**
 * Fetches data sets. Each file comes from the first mirror that delivers it with the catalog's
 * checksum; until then, whatever lies in its place stays. An interrupted fetch is gone on with by
 * the next one. Redirects are followed, but never from https to http. The proxies that {@code
 * https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} name are used. Safe for
 * use by several threads and, on one folder, by several processes.
 */
public final class Downloads {

  private static final long POLL_MILLIS = 100;

  private final HttpClient client;
  private final Limits limits;
  private final LongSupplier clock;

  /** Within the {@linkplain Limits#STANDARD usual limits}. */
  public Downloads() {
    this(Limits.STANDARD);
  }

  /** Within other limits. */
  public Downloads(Limits limits) {
    this(
        limits,
        System::nanoTime,
        HttpClient.newBuilder().proxy(EnvironmentProxy.of(System.getenv())));
  }

  /**
   * @param clock nanoseconds, by which limits are told
   * @param client prepared otherwise, for example with other trusted certificates
   */
  Downloads(Limits limits, LongSupplier clock, HttpClient.Builder client) {
    this.limits = limits;
    this.clock = clock;
    this.client =
        client
            .version(HttpClient.Version.HTTP_1_1) // one file at a time: HTTP/2 would add nothing
            .followRedirects(HttpClient.Redirect.NORMAL) // all but https to http
            .connectTimeout(limits.connect())
            .build();
  }

  /**
   * Brings every file of {@code entry} that is not there and right (see {@link FileCheck}) into
   * {@code folder}, which is made if need be. Returns without touching disk or network if all are.
   *
   * @throws DownloadException if no mirror delivers a file: names each mirror with its reason, and
   *     says how to place the files by hand; if another process has the folder for longer than a
   *     fetch may take; or if the folder cannot be written
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
      try (FolderLock _ = lock(folder, progress)) {
        long end = clock.getAsLong() + limits.fetch().toNanos();
        // Looked at again: another process may just have brought them.
        for (CatalogFile file : missing(entry, folder)) {
          Map<URI, String> failures =
              new Transfer(client, () -> new Pace(clock, limits, end), file, folder, progress)
                  .from(entry.mirrors());
          if (!failures.isEmpty()) {
            throw new DownloadException(help(entry, folder, file, failures));
          }
        }
      }
    } catch (DownloadException e) {
      throw e;
    } catch (IOException e) {
      throw new DownloadException(
          "%s: cannot read or write in %s: %s"
              .formatted(entry.name(), Printable.path(folder), Printable.line(e.toString())),
          e);
    }
  }

  /**
   * Waits until this thread alone fetches into a folder: the part files must have one name each, to
   * be found again after a kill, and who waits then finds the files there.
   */
  private FolderLock lock(Path folder, Progress progress) throws IOException, InterruptedException {
    long end = clock.getAsLong() + limits.fetch().toNanos();
    for (boolean first = true; ; first = false) {
      try {
        return FolderLock.acquire(folder);
      } catch (FolderLock.TakenException e) {
        if (first) {
          progress.waiting(folder, e.holder());
        }
        if (clock.getAsLong() - end >= 0) {
          throw new DownloadException(
              "%s: got no turn within %s, expected %s to be done; end it and try again"
                  .formatted(folder, Reasons.time(limits.fetch()), e.holder()),
              e);
        }
        Thread.sleep(POLL_MILLIS);
      }
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
    failures.forEach(
        (url, reason) ->
            text.append("  %s: %s\n".formatted(Printable.escaped(url.toString()), reason)));
    Path part = Transfer.partOf(file, folder);
    if (Files.exists(part) && Files.size(part) > 0) {
      text.append(
          "%d of %d bytes are kept; the same command goes on from there.\n"
              .formatted(Files.size(part), file.size()));
    }
    text.append("To place the files by hand, download\n");
    for (CatalogFile wanted : missing(entry, folder)) {
      URI url = entry.mirrors().getFirst().resolve(wanted.name());
      text.append("  %s\n".formatted(Printable.escaped(url.toString())));
    }
    return text.append(
            "(or the same names from another source) into the folder\n  %1$s\nand use --data %1$s"
                .formatted(Printable.path(folder.toAbsolutePath())))
        .toString();
  }
}
