package org.lenet5.io.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.lenet5.io.download.LoopbackServer.range;
import static org.lenet5.io.download.LoopbackServer.status;
import static org.lenet5.io.download.LoopbackServer.upTo;
import static org.lenet5.io.download.LoopbackServer.whole;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.io.download.LoopbackServer.Answer;
import org.lenet5.io.download.LoopbackServer.Request;

/** A mirror is anything that answers on a port: here it fails in every way we know. */
@Timeout(60)
class DownloadsTest {

  /** Several of the client's buffers of 16 KiB, and no multiple of one. */
  private static final int SIZE = 100_003;

  private static final int CUT = 40_001;
  private static final String NAME = "train-images-idx3-ubyte.gz";

  private final byte[] right = bytes(1);
  private final byte[] wrong = bytes(2);
  private final Downloads downloads = new Downloads();
  private final Listener listener = new Listener();
  private final List<LoopbackServer> servers = new ArrayList<>();

  @TempDir Path temp;
  private Path folder;
  private Path target;
  private Path part;

  private static final class Listener implements Progress {
    final List<Long> counts = new ArrayList<>();
    final List<String> gaveUp = new ArrayList<>();
    final CountDownLatch waiting = new CountDownLatch(1);

    @Override
    public void received(String file, long bytes, long total) {
      assertThat(file).isEqualTo(NAME);
      assertThat(total).isEqualTo(SIZE);
      counts.add(bytes);
    }

    @Override
    public void gaveUp(URI url, String reason) {
      gaveUp.add(reason);
    }

    @Override
    public void waiting(Path folder, String holder) {
      assertThat(holder).isEqualTo("this process");
      waiting.countDown();
    }
  }

  @BeforeEach
  void paths() {
    folder = temp.resolve("cache").resolve("toy");
    target = folder.resolve(NAME);
    part = folder.resolve(NAME + ".part");
  }

  @AfterEach
  void close() throws IOException {
    for (LoopbackServer server : servers) {
      server.close();
    }
  }

  @Test
  void fetchesIntoANewFolder() throws Exception {
    LoopbackServer server = server(whole(right));
    fetch(server);
    assertPlaced();
    assertThat(server.requests).extracting(Request::path).containsExactly("/files/" + NAME);
    assertThat(server.requests.getFirst().headers())
        .containsEntry("accept-encoding", "identity")
        .doesNotContainKey("range");
    assertThat(listener.counts).isSorted().startsWith(0L).endsWith((long) SIZE);
    assertThat(listener.gaveUp).isEmpty();
  }

  @Test
  void everyFileIsFetchedEachFromTheFirstMirrorThatHasIt() throws Exception {
    CatalogFile a = new CatalogFile("a.gz", SIZE, sha256(right), Optional.empty());
    CatalogFile b = new CatalogFile("b.gz", SIZE, sha256(wrong), Optional.empty());
    LoopbackServer one = server(status("404 Not Found"), whole(wrong));
    LoopbackServer two = server(whole(right));
    CatalogEntry entry =
        new CatalogEntry("toy", "", "", List.of(one.folder(), two.folder()), List.of(a, b));
    downloads.fetch(entry, folder, Progress.NONE);
    assertThat(folder.resolve("a.gz")).hasBinaryContent(right);
    assertThat(folder.resolve("b.gz")).hasBinaryContent(wrong);
    assertThat(two.requests).hasSize(1);
  }

  @Test
  void bodyWithoutLengthIsFetched() throws Exception {
    fetch(
        server(
            exchange -> {
              exchange.head("200 OK", -1, List.of());
              exchange.body(right);
            }));
    assertPlaced();
  }

  @Test
  void whatIsThereAndRightIsNotFetchedAgain() throws Exception {
    place(target, right);
    LoopbackServer server = server();
    fetch(server);
    assertThat(server.requests).isEmpty();
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void wrongFileStaysUntilTheRightOneIsVerified() throws Exception {
    place(target, wrong);
    byte[][] seen = new byte[1][];
    LoopbackServer server =
        server(
            exchange -> {
              exchange.head("200 OK", SIZE, List.of());
              seen[0] = Files.readAllBytes(target);
              exchange.body(right);
            });
    fetch(server);
    assertThat(seen[0]).isEqualTo(wrong);
    assertPlaced();
  }

  @Test
  void wrongFileStaysIfNoMirrorHasTheRightOne() throws Exception {
    place(target, wrong);
    assertThat(failure(server(whole(bytes(3))))).contains("SHA-256 differs");
    assertThat(target).hasBinaryContent(wrong);
    assertThat(part).doesNotExist();
  }

  @Test
  void wrongChecksumLeadsToTheNextMirror() throws Exception {
    LoopbackServer one = server(whole(wrong));
    LoopbackServer two = server(whole(right));
    fetch(one, two);
    assertPlaced();
    assertThat(one.requests).hasSize(1);
    assertThat(two.requests.getFirst().headers()).doesNotContainKey("range");
    assertThat(listener.gaveUp).containsExactly("wrong content (SHA-256 differs)");
  }

  @Test
  void errorStatusLeadsToTheNextMirror() throws Exception {
    LoopbackServer missing = server(status("404 Not Found"));
    LoopbackServer down = server(status("503 Service Unavailable"));
    LoopbackServer unasked = server(status("206 Partial Content"));
    fetch(missing, down, unasked, server(whole(right)));
    assertPlaced();
    assertThat(listener.gaveUp).containsExactly("HTTP 404", "HTTP 503", "HTTP 206");
  }

  @Test
  void otherLengthIsRefusedBeforeItIsFetched() throws Exception {
    LoopbackServer portal = server(whole("<html>please log in".getBytes()));
    fetch(portal, server(whole(right)));
    assertPlaced();
    assertThat(listener.gaveUp).containsExactly("wrong content (got 19 bytes, expected 100003)");
  }

  @Test
  void cutConnectionIsResumedWhereItBroke() throws Exception {
    LoopbackServer server =
        server(
            upTo(CUT, right, "ETag: \"v1\""),
            range(CUT, right, "ETag: \"v1\""),
            range(SIZE, right, "ETag: \"v1\""));
    fetch(server);
    assertPlaced();
    assertThat(server.requests)
        .extracting(request -> request.header("range"))
        .containsExactly("", "bytes=" + CUT + "-", "bytes=" + 2 * CUT + "-");
    assertThat(server.requests)
        .extracting(request -> request.header("if-range"))
        .containsExactly("", "\"v1\"", "\"v1\"");
    assertThat(server.bodyBytes).hasValue(SIZE);
    assertThat(listener.counts).isSorted();
  }

  @Test
  void cutConnectionIsResumedFromTheNextMirrorIfTheFirstIsGone() throws Exception {
    LoopbackServer one = server(upTo(CUT, right, "ETag: \"v1\""), status("404 Not Found"));
    LoopbackServer two = server(range(SIZE, right));
    fetch(one, two);
    assertPlaced();
    assertThat(two.requests.getFirst().headers())
        .containsEntry("range", "bytes=" + CUT + "-")
        .doesNotContainKey("if-range"); // the tag was another server's
    assertThat(one.bodyBytes.get() + two.bodyBytes.get()).isEqualTo(SIZE);
  }

  @Test
  void weakEntityTagIsNotSentBack() throws Exception {
    LoopbackServer server = server(upTo(CUT, right, "ETag: W/\"v1\""), range(SIZE, right));
    fetch(server);
    assertPlaced();
    assertThat(server.requests.getLast().headers())
        .containsKey("range")
        .doesNotContainKey("if-range");
  }

  @Test
  void serverThatIgnoresRangesStartsAgain() throws Exception {
    LoopbackServer server = server(upTo(CUT, right), whole(right));
    fetch(server);
    assertPlaced();
    assertThat(server.requests.getLast().header("range")).isEqualTo("bytes=" + CUT + "-");
    assertThat(server.bodyBytes).hasValue(CUT + SIZE);
  }

  @Test
  void olderBytesStayUntilTheNewBeginningIsLonger() throws Exception {
    place(part, right, CUT);
    LoopbackServer server = server(upTo(7, right), range(SIZE, right));
    fetch(server);
    assertPlaced();
    assertThat(server.requests.getLast().header("range")).isEqualTo("bytes=" + CUT + "-");
    assertThat(server.bodyBytes).hasValue(7 + SIZE - CUT);

    Files.delete(target);
    place(part, wrong, 7);
    LoopbackServer other = server(upTo(CUT, right), range(SIZE, right));
    fetch(other);
    assertPlaced();
    assertThat(other.requests.getLast().header("range")).isEqualTo("bytes=" + CUT + "-");
    assertThat(other.bodyBytes).hasValue(SIZE);
  }

  @Test
  void newBeginningOfAKilledFetchIsGoneOnWith() throws Exception {
    Path fresh = folder.resolve(NAME + ".new");
    place(part, wrong, 7);
    place(fresh, right, CUT);
    LoopbackServer server = server(range(SIZE, right));
    fetch(server);
    assertPlaced();
    assertThat(server.bodyBytes).hasValue(SIZE - CUT);
    assertThat(fresh).doesNotExist();
  }

  @Test
  void rangeOtherThanTheOneAskedForIsNotUsed() throws Exception {
    Answer other =
        exchange ->
            exchange.head(
                "206 Partial Content",
                SIZE - CUT,
                List.of("Content-Range: bytes 7-%d/%d".formatted(SIZE - 1, SIZE)));
    LoopbackServer server = server(upTo(CUT, right), other, whole(right));
    fetch(server);
    assertPlaced();
    assertThat(server.requests.getLast().headers()).doesNotContainKey("range");
  }

  @Test
  void refusedRangeStartsAgain() throws Exception {
    place(part, right, CUT);
    LoopbackServer server = server(status("416 Range Not Satisfiable"), whole(right));
    fetch(server);
    assertPlaced();
    assertThat(server.requests)
        .extracting(request -> request.header("range"))
        .containsExactly("bytes=" + CUT + "-", "");
  }

  @Test
  void killedFetchIsGoneOnWith() throws Exception {
    place(part, right, CUT);
    LoopbackServer server = server(range(SIZE, right));
    fetch(server);
    assertPlaced();
    assertThat(server.bodyBytes).hasValue(SIZE - CUT);
    assertThat(listener.counts).startsWith((long) CUT);
  }

  @Test
  void fetchKilledBeforeTheRenameNeedsNoNetwork() throws Exception {
    place(part, right, SIZE);
    LoopbackServer server = server();
    fetch(server);
    assertPlaced();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void uselessPartFileDoesNoHarm() throws Exception {
    place(part, wrong, CUT);
    LoopbackServer server = server(range(SIZE, right), whole(right));
    fetch(server);
    assertPlaced();

    Files.delete(target);
    place(part, wrong, SIZE);
    LoopbackServer again = server(whole(right));
    fetch(again);
    assertPlaced();
    assertThat(again.requests.getFirst().headers()).doesNotContainKey("range");

    Files.delete(target);
    Files.write(part, new byte[SIZE + 1]);
    fetch(server(whole(right)));
    assertPlaced();
  }

  @Test
  void mirrorThatCutsForEverIsGivenUpAndItsBytesAreKept() throws Exception {
    Answer[] drips = new Answer[LoopbackServer.MOST];
    drips[0] = upTo(1, right);
    for (int i = 1; i < drips.length; i++) {
      drips[i] = range(1, right);
    }
    LoopbackServer server = server(drips);
    assertThat(failure(server)).contains("8 of 100003 bytes are kept");
    assertThat(server.requests).hasSize(8);
    assertThat(part).hasSize(8);
  }

  @Test
  void silentMirrorIsGivenUp() throws Exception {
    Answer mute = exchange -> exchange.hang();
    Answer stalls =
        exchange -> {
          exchange.head("200 OK", SIZE, List.of());
          exchange.hang();
        };
    CatalogEntry entry = entry(server(mute), server(stalls));
    Downloads hasty =
        new Downloads(
            new Limits(
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                0,
                Duration.ofHours(1),
                Duration.ofHours(1)));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> hasty.fetch(entry, folder, listener));
    assertThat(listener.gaveUp).containsExactly("no answer within 1.2 s", "sent nothing for 0.2 s");
  }

  @Test
  void redirectIsFollowedAndNamesNoFile() throws Exception {
    LoopbackServer to = server(whole(right, "Content-Disposition: attachment; filename=\"../x\""));
    URI elsewhere = to.folder().resolve("../../../other.gz");
    fetch(server(status("302 Found", "Location: " + elsewhere)));
    assertPlaced();
    assertThat(to.requests).extracting(Request::path).containsExactly(elsewhere.getRawPath());
    assertThat(temp.resolve("cache")).isDirectoryNotContaining("glob:**x");
  }

  @Test
  void redirectsWithoutEndAreBounded() throws Exception {
    Answer[] round = new Answer[LoopbackServer.MOST];
    for (int i = 0; i < round.length; i++) {
      round[i] = status("302 Found", "Location: " + i);
    }
    LoopbackServer server = server(round);
    assertThat(failure(server)).contains("HTTP 302, not followed");
    assertThat(server.requests).hasSizeLessThan(10);
  }

  @Test
  void failureNamesEveryMirrorAndTheWayByHand() throws Exception {
    URI closed = closedPort();
    LoopbackServer one = server(status("404 Not Found"));
    LoopbackServer two = server(whole(wrong));
    CatalogEntry entry = entry(one, two).withMirrors(List.of(one.folder(), two.folder(), closed));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloads.fetch(entry, folder, listener))
        .satisfies(
            e ->
                assertThat(e.getMessage().lines())
                    .startsWith(
                        "toy: no mirror delivered " + NAME,
                        "  " + one.folder() + NAME + ": HTTP 404",
                        "  " + two.folder() + NAME + ": wrong content (SHA-256 differs)")
                    .anyMatch(line -> line.startsWith("  " + closed + NAME + ": no connection"))
                    .endsWith(
                        "To place the files by hand, download",
                        "  " + one.folder() + NAME,
                        "(or the same names from another source) into the folder",
                        "  " + folder,
                        "and use --data " + folder));
    assertThat(target).doesNotExist();
  }

  @Test
  void noNetworkSaysSoAndHelps() throws Exception {
    CatalogEntry refused = entry().withMirrors(List.of(closedPort()));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloads.fetch(refused, folder, listener))
        .withMessageContaining("no connection")
        .withMessageContaining("--data " + folder);
    // RFC 6761: no name under "invalid" ever resolves.
    CatalogEntry unknown = entry().withMirrors(List.of(URI.create("http://mirror.invalid/")));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> downloads.fetch(unknown, folder, listener))
        .withMessageContaining("mirror.invalid/" + NAME + ": host not found")
        .withMessageContaining("--data " + folder);
  }

  @Test
  void unusableFolderIsNotBlamedOnTheMirrors() throws Exception {
    Files.createFile(temp.resolve("cache"));
    LoopbackServer server = server();
    assertThat(failure(server)).contains("cannot read or write in " + folder);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void secondFetchWaitsAndFindsTheFilesThere() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Listener other = new Listener();
    LoopbackServer server =
        server(
            exchange -> {
              exchange.head("200 OK", SIZE, List.of());
              begun.countDown();
              await(other.waiting);
              exchange.body(right);
            });
    FutureTask<Void> one = start(() -> fetch(server));
    begun.await();
    FutureTask<Void> two =
        start(
            () -> {
              downloads.fetch(entry(server), folder, other);
              return null;
            });
    one.get();
    two.get();
    assertPlaced();
    assertThat(server.requests).hasSize(1);
    assertThat(other.counts).isEmpty();
  }

  @Test
  void interruptEndsTheFetchAndKeepsItsBytes() throws Exception {
    LoopbackServer server =
        server(
            exchange -> {
              exchange.head("200 OK", SIZE, List.of());
              exchange.body(Arrays.copyOf(right, CUT));
              exchange.hang();
            });
    CatalogEntry entry = entry(server);
    Progress interrupting =
        (_, bytes, _) -> {
          if (bytes == CUT) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> downloads.fetch(entry, folder, interrupting));
    assertThat(part).hasSize(CUT);
    assertThatNoException().isThrownBy(() -> fetch(server(range(SIZE, right))));
    assertPlaced();
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws IOException {
    return Sha256.of(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static FutureTask<Void> start(Callable<Void> task) {
    FutureTask<Void> future = new FutureTask<>(task);
    Thread.ofPlatform().daemon().start(future);
    return future;
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  private LoopbackServer server(Answer... script) throws IOException {
    LoopbackServer server = new LoopbackServer(script);
    servers.add(server);
    return server;
  }

  private CatalogEntry entry(LoopbackServer... mirrors) throws IOException {
    CatalogFile file = new CatalogFile(NAME, SIZE, sha256(right), Optional.empty());
    List<URI> folders = new ArrayList<>(List.of(URI.create("http://127.0.0.1:1/")));
    if (mirrors.length > 0) {
      folders.clear();
    }
    for (LoopbackServer mirror : mirrors) {
      folders.add(mirror.folder());
    }
    return new CatalogEntry("toy", "a toy", "none", folders, List.of(file));
  }

  private Void fetch(LoopbackServer... mirrors) throws IOException, InterruptedException {
    downloads.fetch(entry(mirrors), folder, listener);
    return null;
  }

  private String failure(LoopbackServer... mirrors) throws InterruptedException {
    try {
      fetch(mirrors);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(DownloadException.class);
      return e.getMessage();
    }
    throw new AssertionError("the fetch succeeded");
  }

  private void place(Path file, byte[] content) throws IOException {
    place(file, content, content.length);
  }

  private void place(Path file, byte[] content, int count) throws IOException {
    Files.createDirectories(folder);
    Files.write(file, Arrays.copyOf(content, count));
  }

  private void assertPlaced() {
    assertThat(target).hasBinaryContent(right);
    assertThat(part).doesNotExist();
  }
}
