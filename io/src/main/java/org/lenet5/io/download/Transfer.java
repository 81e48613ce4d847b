package org.lenet5.io.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.lenet5.io.Printable;

/**
 * Brings one file from the first mirror that delivers it into a folder whose lock is held.
 *
 * <p>Bytes gather in {@code <name>.part}, which survives a kill and is gone on with, from whichever
 * mirror: the checksum of the whole decides, so nothing else about an old part need be remembered.
 * If a file that began with older bytes turns out wrong, those may be at fault, and the same mirror
 * gets another chance from byte 0.
 *
 * <p>No mirror can take away what was there before it was asked. An answer from byte 0 gathers in
 * {@code <name>.new} beside a part, and takes its place when it is right or has become longer. A
 * file that turns out wrong costs only the bytes that its mirror brought.
 *
 * <p>{@link MirrorException} is the network's fault and leads to the next mirror; {@link
 * IOException} is this machine's and ends everything.
 */
final class Transfer {

  /** Bounds the work one mirror can cause: each attempt but the last brought at least a byte. */
  private static final int ATTEMPTS = 8;

  private final HttpClient client;
  private final Supplier<Pace> paces;
  private final CatalogFile file;
  private final Path target;
  private final Path part;
  private final Path fresh;
  private final Progress progress;

  // Of the mirror that is being asked:
  private Pace pace;

  /** Strong entity tag of its last answer, or empty. */
  private String etag;

  /** Whether to ask for the file from byte 0, whatever there is of it. */
  private boolean wholly;

  /** Bytes of the part that were there before it was asked. */
  private long older;

  /**
   * @param paces a pace for each mirror, which begins at once
   */
  Transfer(
      HttpClient client, Supplier<Pace> paces, CatalogFile file, Path folder, Progress progress) {
    this.client = client;
    this.paces = paces;
    this.file = file;
    this.target = folder.resolve(file.name());
    this.part = partOf(file, folder);
    this.fresh = folder.resolve(file.name() + ".new");
    this.progress = progress;
  }

  static Path partOf(CatalogFile file, Path folder) {
    return folder.resolve(file.name() + ".part");
  }

  /**
   * Tries the mirrors in order.
   *
   * @return nothing once the file is in place, else every address tried with what went wrong
   */
  Map<URI, String> from(List<URI> mirrors) throws IOException, InterruptedException {
    Map<URI, String> failures = new LinkedHashMap<>();
    keepLonger();
    if (size(part) >= file.size()) { // killed between the last byte and the rename
      if (isRight(part)) {
        place(part);
        return failures;
      }
      Files.delete(part);
    }
    for (URI mirror : mirrors) {
      URI url = mirror.resolve(file.name());
      try {
        fetch(url);
        return Map.of();
      } catch (MirrorException e) {
        failures.put(url, e.getMessage());
        progress.gaveUp(url, e.getMessage());
      }
    }
    return failures;
  }

  private void fetch(URI url) throws MirrorException, IOException, InterruptedException {
    pace = paces.get();
    etag = "";
    wholly = false;
    older = size(part);
    for (int attempt = 1; ; attempt++) {
      try {
        receive(url);
        return;
      } catch (MirrorException e) {
        keepLonger();
        if (!e.again() || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Brings the file into place by one request. */
  private void receive(URI url) throws MirrorException, IOException, InterruptedException {
    long from = wholly ? 0 : size(part);
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = request(url, from);
    try (Chunks chunks = new Chunks(response.body())) {
      from = acceptedOffset(response, from);
      etag = response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"")).orElse("");
      Optional<String> length = response.headers().firstValue("Content-Length");
      String expected = Long.toString(file.size() - from);
      if (length.isPresent() && !length.get().equals(expected)) {
        throw new MirrorException(
            "wrong content (got %s bytes, expected %s)"
                .formatted(Printable.of(length.get()), expected),
            false);
      }
      Path into = from == 0 && size(part) > 0 ? fresh : part;
      copy(chunks, into, from);
      if (!isRight(into)) {
        Files.deleteIfExists(fresh);
        truncate(part, older);
        wholly = true;
        throw new MirrorException("wrong content (SHA-256 differs)", from > 0);
      }
      place(into);
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> request(URI url, long from)
      throws MirrorException, InterruptedException {
    // Without "identity" a server may unpack, or pack again, what it calls a gzip encoding.
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "lenet5");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      if (!etag.isEmpty()) {
        request.header("If-Range", etag);
      }
    }
    Duration patience = pace.answer();
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofPublisher());
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new MirrorException("no answer within " + Reasons.time(patience), false);
    } catch (ExecutionException e) {
      throw new MirrorException(Reasons.of(e.getCause()), false);
    } finally {
      answer.cancel(true); // does nothing once there is an answer
    }
  }

  /** Where the body belongs in the file, given that it was asked for from {@code from}. */
  private long acceptedOffset(HttpResponse<?> response, long from) throws MirrorException {
    int status = response.statusCode();
    if (status == 200) {
      return 0; // the server ignores ranges, or the file is no longer the one of the entity tag
    }
    if (from > 0 && status == 206) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      if (range.startsWith("bytes " + from + "-")) {
        return from;
      }
      wholly = true;
      throw new MirrorException(
          "got range '%s', expected one from byte %d".formatted(Printable.of(range), from), true);
    }
    if (from > 0 && status == 416) {
      wholly = true;
      throw new MirrorException("HTTP 416, refused to go on from byte " + from, true);
    }
    String redirect =
        status / 100 == 3
            ? ", not followed: "
                + Printable.of(response.headers().firstValue("Location").orElse("nowhere"))
            : "";
    throw new MirrorException("HTTP " + status + redirect, false);
  }

  /**
   * Completes a file that is right up to {@code from}; whatever follows its last byte is not read.
   */
  private void copy(Chunks chunks, Path into, long from)
      throws MirrorException, IOException, InterruptedException {
    long at = from;
    try (FileChannel out =
        FileChannel.open(into, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(from).position(from);
      pace.begin();
      progress.received(file.name(), at, file.size());
      for (Optional<List<ByteBuffer>> chunk;
          at < file.size() && (chunk = chunks.next(pace)).isPresent(); ) {
        long before = at;
        for (ByteBuffer buffer : chunk.get()) {
          buffer.limit((int) Math.min(buffer.limit(), buffer.position() + file.size() - at));
          at += buffer.remaining();
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
        }
        progress.received(file.name(), at, file.size());
        if (at < file.size()) {
          pace.arrived((int) (at - before));
        }
      }
      out.force(true);
    } catch (MirrorException e) {
      throw new MirrorException(e.getMessage(), e.again() && at > from);
    }
    if (at < file.size()) {
      throw new MirrorException(
          "connection cut after %d of %d bytes".formatted(at, file.size()), at > from);
    }
  }

  /** Of a part and a newer beginning of the file there stays the longer one, as the part. */
  private void keepLonger() throws IOException {
    if (size(fresh) > size(part)) {
      Files.move(fresh, part, StandardCopyOption.ATOMIC_MOVE);
      wholly = false;
      older = 0;
    }
    Files.deleteIfExists(fresh);
  }

  private boolean isRight(Path whole) throws IOException {
    return Files.size(whole) == file.size() && Sha256.of(whole).equals(file.sha256());
  }

  private void place(Path whole) throws IOException {
    Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(part);
  }

  private static void truncate(Path path, long size) throws IOException {
    if (size == 0) {
      Files.deleteIfExists(path);
      return;
    }
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      out.truncate(size);
    }
  }

  private static long size(Path path) throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }
}
