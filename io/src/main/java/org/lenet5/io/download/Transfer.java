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
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings one file from the first mirror that delivers it into a folder whose lock is held.
 *
 * <p>Bytes gather in {@code <name>.part}, which survives a kill and is gone on with, from whichever
 * mirror: the checksum of the whole decides, so nothing else about an old part need be remembered.
 * If a file that began with older bytes turns out wrong, those may be at fault, and the same mirror
 * gets another chance from byte 0.
 *
 * <p>{@link MirrorException} is the network's fault and leads to the next mirror; {@link
 * IOException} is this machine's and ends everything.
 */
final class Transfer {

  /** Bounds the work one mirror can cause: each attempt but the last brought at least a byte. */
  private static final int ATTEMPTS = 8;

  private final HttpClient client;
  private final Duration connect;
  private final Duration idle;
  private final CatalogFile file;
  private final Path target;
  private final Path part;
  private final Progress progress;

  /** Strong entity tag of the mirror's last answer, or empty. */
  private String etag = "";

  Transfer(
      HttpClient client,
      Duration connect,
      Duration idle,
      CatalogFile file,
      Path folder,
      Progress progress) {
    this.client = client;
    this.connect = connect;
    this.idle = idle;
    this.file = file;
    this.target = folder.resolve(file.name());
    this.part = partOf(file, folder);
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
    if (partSize() >= file.size() && isPlaced()) {
      return failures; // killed between the last byte and the rename
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
    etag = "";
    for (int attempt = 1; ; attempt++) {
      try {
        long resumedAt = receive(url);
        if (isPlaced()) {
          return;
        }
        throw new MirrorException("wrong content (SHA-256 differs)", resumedAt > 0);
      } catch (MirrorException e) {
        if (!e.again() || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Completes the part file; returns how many of its bytes were there before. */
  private long receive(URI url) throws MirrorException, IOException, InterruptedException {
    long from = partSize();
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = request(url, from);
    try (Chunks chunks = new Chunks(response.body())) {
      from = acceptedOffset(response, from);
      etag = response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"")).orElse("");
      OptionalLong length = response.headers().firstValueAsLong("Content-Length");
      if (length.isPresent() && from + length.getAsLong() != file.size()) {
        throw new MirrorException(
            "wrong content (got %d bytes, expected %d)"
                .formatted(from + length.getAsLong(), file.size()),
            false);
      }
      copy(chunks, from);
      return from;
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
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofPublisher());
    Duration patience = connect.plus(idle);
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new MirrorException("no answer within " + Reasons.seconds(patience), false);
    } catch (ExecutionException e) {
      throw new MirrorException(Reasons.of(e.getCause()), false);
    } finally {
      answer.cancel(true); // does nothing once there is an answer
    }
  }

  /** Where the body belongs in the file, given that it was asked for from {@code from}. */
  private long acceptedOffset(HttpResponse<?> response, long from)
      throws MirrorException, IOException {
    int status = response.statusCode();
    if (status == 200) {
      return 0; // the server ignores ranges, or the file is no longer the one of the entity tag
    }
    if (from > 0 && status == 206) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      if (range.startsWith("bytes " + from + "-")) {
        return from;
      }
      Files.delete(part);
      throw new MirrorException(
          "got range '%s', expected one from byte %d".formatted(range, from), true);
    }
    if (from > 0 && status == 416) {
      Files.delete(part);
      throw new MirrorException("HTTP 416, refused to go on from byte " + from, true);
    }
    String redirect =
        status / 100 == 3
            ? ", not followed: " + response.headers().firstValue("Location").orElse("nowhere")
            : "";
    throw new MirrorException("HTTP " + status + redirect, false);
  }

  private void copy(Chunks chunks, long from)
      throws MirrorException, IOException, InterruptedException {
    long at = from;
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(from).position(from);
      progress.received(file.name(), at, file.size());
      for (Optional<List<ByteBuffer>> chunk; (chunk = chunks.next(idle)).isPresent(); ) {
        for (ByteBuffer buffer : chunk.get()) {
          at += buffer.remaining();
          if (at > file.size()) {
            out.truncate(0);
            throw new MirrorException(
                "wrong content (got more than %d bytes)".formatted(file.size()), false);
          }
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
        }
        progress.received(file.name(), at, file.size());
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

  /** Moves the part file into place if its checksum is right, else deletes it. */
  private boolean isPlaced() throws IOException {
    if (Files.size(part) == file.size() && Sha256.of(part).equals(file.sha256())) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    Files.delete(part);
    return false;
  }

  private long partSize() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }
}
