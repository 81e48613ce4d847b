package org.lenet5.io.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.lenet5.io.download.LoopbackServer.range;
import static org.lenet5.io.download.LoopbackServer.status;
import static org.lenet5.io.download.LoopbackServer.upTo;
import static org.lenet5.io.download.LoopbackServer.whole;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.io.FolderLock;
import org.lenet5.io.Printable;
import org.lenet5.io.download.LoopbackServer.Answer;
import org.lenet5.io.download.LoopbackServer.Exchange;

/** Mirrors that mean harm get no more time, memory or disk than the next mirror can bear. */
@Timeout(60)
class HostileMirrorTest {

  private static final int SIZE = 400_001;

  /** Nine tenths, there before anybody is asked. */
  private static final int KEPT = 360_000;

  private static final String NAME = "a.gz";

  private static final byte[] RIGHT = bytes(1);
  private static final byte[] WRONG = bytes(2);

  /** What the clock says; it goes on by itself where a test lets it. */
  private final AtomicLong clock = new AtomicLong();

  private final Listener listener = new Listener();
  private final List<LoopbackServer> servers = new ArrayList<>();

  @TempDir Path folder;
  private Path part;

  /** Hears the counts, and lets a mirror wait for them. */
  private static final class Listener implements Progress {
    final List<String> gaveUp = new ArrayList<>();
    final List<String> holders = new ArrayList<>();
    private long last = -1;

    @Override
    public synchronized void received(String file, long bytes, long total) {
      assertThat(bytes).isBetween(0L, total);
      last = bytes;
    }

    private synchronized long last() {
      return last;
    }

    /** Waits until so much has been heard of; false if the client goes away before. */
    boolean hears(long bytes, Exchange exchange) throws IOException {
      while (last() < bytes) {
        if (exchange.isOver()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void gaveUp(URI url, String reason) {
      assertThat(reason).hasSizeLessThan(300).isEqualTo(Printable.escaped(reason));
      gaveUp.add(reason);
    }

    @Override
    public void waiting(Path folder, String holder) {
      holders.add(holder);
    }
  }

  @BeforeEach
  void paths() {
    part = folder.resolve(NAME + ".part");
  }

  @AfterEach
  void close() throws IOException {
    for (LoopbackServer server : servers) {
      server.close();
    }
  }

  // Time

  /** Sends {@code count} bytes at a time, and lets so much time pass before each. */
  private Answer each(Duration time, int count) {
    return exchange -> {
      String range = exchange.request.header("range").replaceAll("\\D", "");
      int from = range.isEmpty() ? 0 : Integer.parseInt(range);
      exchange.head(
          from == 0 ? "200 OK" : "206 Partial Content",
          SIZE - from,
          List.of("Content-Range: bytes %d-%d/%d".formatted(from, SIZE - 1, SIZE)));
      for (int at = from; at < SIZE && listener.hears(at, exchange); at += count) {
        clock.addAndGet(time.toNanos());
        exchange.body(Arrays.copyOfRange(RIGHT, at, Math.min(SIZE, at + count)));
      }
    };
  }

  @Test
  void slowMirrorIsLeftForTheNextWhichGoesOnFromThere() throws Exception {
    LoopbackServer slow = server(forEver(each(Duration.ofSeconds(29), 1)));
    LoopbackServer next = server(range(SIZE, RIGHT));
    fetch(slow, next);
    assertThat(slow.requests).hasSize(8);
    assertThat(listener.gaveUp)
        .singleElement()
        .asString()
        .matches("too slow \\(got \\d bytes in 30 s, expected 30000\\)");
    assertThat(clock.get()).isLessThan(Duration.ofMinutes(15).toNanos());
    assertThat(next.bodyBytes).hasValueLessThanOrEqualTo(SIZE - 8);
  }

  @Test
  void slowButHonestMirrorIsWaitedFor() throws Exception {
    LoopbackServer server = server(each(Duration.ofSeconds(29), 30_000));
    fetch(server);
    assertThat(server.requests).hasSize(1);
    assertThat(clock.get()).isGreaterThan(Duration.ofMinutes(6).toNanos());
  }

  @Test
  void aMirrorHasATimeForAFile() throws Exception {
    LoopbackServer slow = server(each(Duration.ofSeconds(29), 30_000), status("404 Not asked"));
    Limits limits = limits(Duration.ofMinutes(3), Duration.ofHours(2));
    LoopbackServer next = server(range(SIZE, RIGHT));
    fetch(limits, slow, next);
    assertThat(listener.gaveUp).containsExactly("not done within 3 min");
    assertThat(slow.requests).hasSize(1);
    assertThat(next.bodyBytes.get()).isBetween((long) SIZE - 7 * 30_000, (long) SIZE - 5 * 30_000);
  }

  @Test
  void aFetchHasATimeForEverything() throws Exception {
    LoopbackServer slow = server(each(Duration.ofSeconds(29), 30_000));
    LoopbackServer next = server();
    Limits limits = limits(Duration.ofHours(1), Duration.ofMinutes(3));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetch(limits, slow, next))
        .withMessageContaining("of 400001 bytes are kept; the same command goes on from there");
    assertThat(listener.gaveUp).hasSize(2).containsOnly("a fetch ends after 3 min");
    assertThat(next.requests).isEmpty();
    fetch(server(range(SIZE, RIGHT)));
  }

  @Test
  void theWaitForAnotherFetchEnds() throws Exception {
    try (FolderLock _ = FolderLock.acquire(folder)) {
      Downloads impatient =
          new Downloads(
              Limits.STANDARD,
              () -> clock.addAndGet(Duration.ofHours(1).toNanos()),
              HttpClient.newBuilder());
      CatalogEntry entry = entry(server());
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> impatient.fetch(entry, folder, listener))
          .withMessage(
              "%s: got no turn within 2 h, expected this process to be done; end it and try again",
              folder);
      assertThat(listener.holders).containsExactly("this process");
    }
    fetch(server(whole(RIGHT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "P366D"})
  void limitsAreChecked(Duration time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(time, Duration.ofHours(1)))
        .withMessageContaining("mirror of " + time);
    Limits usual = Limits.STANDARD;
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Limits(usual.connect(), usual.window(), -1, usual.mirror(), usual.fetch()))
        .withMessageContaining("got rate -1");
  }

  // Heads without end: the client bounds their bytes, the limits their time.

  private static Answer endless(String start, String more) {
    return exchange -> {
      exchange.raw(start);
      byte[] block = more.repeat(10_000 / more.length()).getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < 10_000; i++) {
        exchange.body(block);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\na: ", "HTTP/1.1 200 OK\r\n"})
  void endlessHeadIsCutOff(String start) throws Exception {
    LoopbackServer server = server(endless(start, start.endsWith("\r\n") ? "a: b\r\n" : "abcdef"));
    fetch(server, server(whole(RIGHT)));
    assertThat(listener.gaveUp).singleElement().asString().startsWith("no usable answer (Header");
    // What the client did not read lay in socket buffers.
    assertThat(server.bodyBytes).hasValueLessThan(50_000_000);
  }

  /** Waits half a second for a connection, and 0.6 for the head; on one mirror, in vain. */
  private void waitInVain(URI mirror) throws IOException {
    Duration hour = Duration.ofHours(1);
    Limits hasty = new Limits(Duration.ofMillis(500), Duration.ofMillis(100), 0, hour, hour);
    CatalogEntry entry = entry(server()).withMirrors(List.of(mirror));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> new Downloads(hasty).fetch(entry, folder, listener));
    assertThat(listener.gaveUp)
        .singleElement()
        .isIn("no answer within 0.6 s", "no connection in time");
  }

  @Test
  void headByDripsHasATime() throws Exception {
    Answer drips =
        exchange -> {
          exchange.raw("HTTP/1.1 200 OK\r\n");
          while (!exchange.isOver()) {
            exchange.raw("a: b\r\n");
          }
        };
    waitInVain(server(drips).folder());
  }

  @Test
  void unansweredHelloHasATime() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      waitInVain(URI.create("https://127.0.0.1:%d/".formatted(mute.getLocalPort())));
    }
  }

  // Lies

  /** Answers that bring nothing of use, to whatever request; each is given for ever. */
  private enum Lie {
    EVIL_LINE(exchange -> exchange.raw("\u001b[2J" + "x".repeat(20_000) + "\r\n")),
    EVIL_ADDRESS(status("302 Found", "Location: ftp://a/\u009b31m" + "x".repeat(20_000))),
    EVIL_RANGE(status("206 Partial Content", "Content-Range: \u009b2J" + "x".repeat(20_000))),
    NO_HTTP(exchange -> exchange.raw("SSH-2.0-OpenSSH_9.9\r\n")),
    NOTHING(exchange -> {}),
    ODD_STATUS(status("2OO OK")),
    ROUND(status("302 Found", "Location: a.gz")),
    NOWHERE(status("302 Found")),
    NO_ADDRESS(status("302 Found", "Location: http://[:::")),
    OTHER_SCHEME(status("302 Found", "Location: file:///etc/passwd")),
    SWITCHED(status("101 Switching Protocols", "Upgrade: h2c")),
    NO_CONTENT(status("204 No Content")),
    UNAUTHORIZED(status("401 Unauthorized")),
    UNSATISFIABLE(status("416 Range Not Satisfiable")),
    NO_RANGE(exchange -> exchange.head("206 Partial Content", SIZE - KEPT, List.of())),
    OTHER_RANGE(
        exchange ->
            exchange.head(
                "206 Partial Content",
                SIZE - KEPT,
                List.of("Content-Range: bytes 7-40007/400001"))),
    SHORT_RANGE(
        exchange ->
            exchange.head(
                "206 Partial Content",
                7,
                List.of("Content-Range: bytes %d-%d/%d".formatted(KEPT, KEPT + 6, SIZE)))),
    ODD_LENGTH(status("200 OK", "Content-Length: many")),
    NEGATIVE_LENGTH(exchange -> exchange.head("200 OK", -1, List.of("Content-Length: -7"))),
    LONG_LENGTH(exchange -> exchange.head("200 OK", 1L << 60, List.of())),
    ODD_LENGTH_OF_CHUNKS(
        exchange -> {
          exchange.head("200 OK", -1, List.of("Transfer-Encoding: chunked", "Content-Length: x"));
          exchange.raw("0\r\n\r\n");
        }),
    NO_CHUNKS(
        exchange -> {
          exchange.head("200 OK", -1, List.of("Transfer-Encoding: chunked"));
          exchange.raw("\u001b[2J");
        }),
    ENDLESS_CHUNK_HEAD(
        exchange -> {
          exchange.head("200 OK", -1, List.of("Transfer-Encoding: chunked"));
          endless("7;", "a").to(exchange);
        }),
    CHUNK_AND_GARBAGE(
        exchange -> {
          exchange.head("200 OK", -1, List.of("Transfer-Encoding: chunked"));
          exchange.raw("7\r\nabcdefgX\r\n-1\r\n");
        }),
    BEGINNING(upTo(7, WRONG)),
    WRONG_FROM_0(whole(WRONG)),
    WRONG_REST(
        exchange ->
            (exchange.request.header("range").isEmpty() ? whole(WRONG) : range(SIZE, WRONG))
                .to(exchange)),
    ENDLESS(
        exchange -> {
          exchange.head("200 OK", -1, List.of());
          for (int i = 0; i < 500; i++) {
            exchange.body(WRONG);
          }
        }),
    ENDLESS_REST(
        exchange -> {
          exchange.head(
              exchange.request.header("range").isEmpty() ? "200 OK" : "206 Partial Content",
              -1,
              List.of("Content-Range: bytes %d-%d/%d".formatted(KEPT, SIZE - 1, SIZE)));
          for (int i = 0; i < 500; i++) {
            exchange.body(WRONG);
          }
        });

    private final Answer answer;

    Lie(Answer answer) {
      this.answer = answer;
    }
  }

  /** The kind: whatever a mirror does, what was there before it stays. */
  @ParameterizedTest
  @EnumSource
  void aLieCostsNothingButItself(Lie lie) throws Exception {
    Files.write(part, Arrays.copyOf(RIGHT, KEPT));
    LoopbackServer liar = server(forEver(lie.answer));
    LoopbackServer honest = server(range(SIZE, RIGHT));
    fetch(liar, honest);
    assertThat(liar.requests).hasSizeBetween(1, 8);
    assertThat(listener.gaveUp).hasSize(1);
    assertThat(honest.requests).hasSize(1);
    assertThat(honest.bodyBytes).hasValue(SIZE - KEPT);
    // An endless body is read to the file's length and no further; the rest lay in buffers.
    assertThat(liar.bodyBytes).hasValueLessThan(150L * SIZE);
  }

  @Test
  void rightBytesAreTakenFromAnEndlessBody() throws Exception {
    LoopbackServer server =
        server(
            exchange -> {
              exchange.head("200 OK", -1, List.of());
              exchange.body(RIGHT);
              for (int i = 0; i < 500; i++) {
                exchange.body(WRONG);
              }
            });
    fetch(server);
    assertThat(listener.gaveUp).isEmpty();
  }

  /** Nobody can tell whose bytes are at fault, so that each mirror is asked for all of them. */
  @Test
  void bytesThatALiarLeftAreFoundOut() throws Exception {
    Files.write(part, Arrays.copyOf(RIGHT, 7));
    LoopbackServer liar = server(range(1000, WRONG), status("404 Not Found"));
    LoopbackServer honest = server(range(SIZE, RIGHT), whole(RIGHT));
    fetch(liar, honest);
    assertThat(honest.requests)
        .extracting(request -> request.header("range"))
        .containsExactly("bytes=1007-", "");
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Answer[] forEver(Answer answer) {
    return Collections.nCopies(LoopbackServer.MOST, answer).toArray(Answer[]::new);
  }

  private static Limits limits(Duration mirror, Duration fetch) {
    Limits usual = Limits.STANDARD;
    return new Limits(usual.connect(), usual.window(), usual.rate(), mirror, fetch);
  }

  private LoopbackServer server(Answer... script) throws IOException {
    LoopbackServer server = new LoopbackServer(script);
    servers.add(server);
    return server;
  }

  private static CatalogEntry entry(LoopbackServer... mirrors) throws IOException {
    String sum = Sha256.of(new ByteArrayInputStream(RIGHT), SIZE);
    CatalogFile file = new CatalogFile(NAME, SIZE, sum, Optional.empty());
    List<URI> folders = Stream.of(mirrors).map(LoopbackServer::folder).toList();
    return new CatalogEntry("toy", "a toy", "none", folders, List.of(file));
  }

  private void fetch(LoopbackServer... mirrors) throws IOException, InterruptedException {
    fetch(Limits.STANDARD, mirrors);
  }

  /** By the clock of the test; the file must be in place then, and nothing else. */
  private void fetch(Limits limits, LoopbackServer... mirrors)
      throws IOException, InterruptedException {
    new Downloads(limits, clock::get, HttpClient.newBuilder())
        .fetch(entry(mirrors), folder, listener);
    assertThat(folder.resolve(NAME)).hasBinaryContent(RIGHT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(NAME, ".lock");
    }
  }
}
