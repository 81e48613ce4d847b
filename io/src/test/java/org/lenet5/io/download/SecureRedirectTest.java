package org.lenet5.io.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.lenet5.io.download.LoopbackServer.status;
import static org.lenet5.io.download.LoopbackServer.whole;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What https promises stays promised: with a certificate made by the JDK's keytool. */
@Timeout(60)
class SecureRedirectTest {

  private static final String PASSWORD = "not a secret";
  private static final byte[] FILE = "a file".getBytes();

  private static SSLContext trusting;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificate(@TempDir Path temp) throws Exception {
    Path store = temp.resolve("store.p12");
    String address = InetAddress.getLoopbackAddress().getHostAddress();
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=loopback",
                "-ext",
                "san=ip:" + address,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  private static LoopbackServer secure(LoopbackServer.Answer... script) throws Exception {
    return new LoopbackServer(
        "https",
        trusting
            .getServerSocketFactory()
            .createServerSocket(0, 16, InetAddress.getLoopbackAddress()),
        script);
  }

  private static CatalogEntry entry(LoopbackServer mirror) throws Exception {
    String sum = Sha256.of(new ByteArrayInputStream(FILE), FILE.length);
    CatalogFile file = new CatalogFile("a.gz", FILE.length, sum, Optional.empty());
    return new CatalogEntry("toy", "", "", List.of(mirror.folder()), List.of(file));
  }

  private static Downloads downloads() {
    return new Downloads(
        Limits.STANDARD, System::nanoTime, HttpClient.newBuilder().sslContext(trusting));
  }

  @Test
  void redirectFromHttpsToHttpIsRefused() throws Exception {
    try (LoopbackServer plain = new LoopbackServer(whole(FILE));
        LoopbackServer secure =
            secure(status("302 Found", "Location: " + plain.folder() + "a.gz"))) {
      CatalogEntry entry = entry(secure);
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> downloads().fetch(entry, folder, Progress.NONE))
          .withMessageContaining("HTTP 302, not followed: " + plain.folder());
      assertThat(plain.requests).isEmpty();
    }
  }

  @Test
  void redirectFromHttpToHttpsIsFollowed() throws Exception {
    try (LoopbackServer secure = secure(whole(FILE));
        LoopbackServer plain =
            new LoopbackServer(status("302 Found", "Location: " + secure.folder() + "a.gz"))) {
      downloads().fetch(entry(plain), folder, Progress.NONE);
      assertThat(folder.resolve("a.gz")).hasBinaryContent(FILE);
    }
  }

  @Test
  void unknownCertificateIsRefused() throws Exception {
    try (LoopbackServer secure = secure(whole(FILE))) {
      CatalogEntry entry = entry(secure);
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> new Downloads().fetch(entry, folder, Progress.NONE))
          .withMessageContaining("no secure connection");
      assertThat(secure.requests).isEmpty();
    }
  }
}
