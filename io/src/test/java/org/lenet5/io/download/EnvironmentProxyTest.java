package org.lenet5.io.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxyTest {
  private static List<Proxy> select(Map<String, String> variables, String address) {
    return EnvironmentProxy.of(variables).select(URI.create(address));
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy:3128/, https://a.org/x, proxy:3128",
    "https_proxy, proxy:3128, https://a.org/x, proxy:3128",
    "https_proxy, http://proxy, https://a.org/x, proxy:1080",
    "HTTPS_PROXY, http://proxy:3128, https://a.org/x, proxy:3128",
    "http_proxy, http://proxy:3128, http://a.org/x, proxy:3128",
    "all_proxy, http://proxy:3128, https://a.org/x, proxy:3128",
    "ALL_PROXY, http://proxy:3128, http://a.org/x, proxy:3128"
  })
  void takesTheSchemesProxy(String name, String value, String address, String expected) {
    List<Proxy> proxies = select(Map.of(name, value), address);
    assertThat(proxies).hasSize(1);
    InetSocketAddress proxy = (InetSocketAddress) proxies.getFirst().address();
    assertThat(proxy.getHostString() + ":" + proxy.getPort()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy, https://a.org/x",
    "https_proxy, http://a.org/x",
    "HTTP_PROXY, http://a.org/x",
    "other_proxy, http://a.org/x"
  })
  void leavesOthersToTheJvm(String name, String address) {
    assertThat(select(Map.of(name, "http://proxy:3128"), address))
        .isEqualTo(ProxySelector.getDefault().select(URI.create(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "a.org, true",
    "b.a.org, true",
    "c.b.a.org, true",
    "aa.org, false",
    "org, false",
    "localhost, true",
    "LOCALHOST, true",
    "127.0.0.1, false"
  })
  void goesToExceptedHostsWithout(String host, boolean without) {
    Map<String, String> variables =
        Map.of("https_proxy", "http://proxy:3128", "no_proxy", ".a.org, localhost");
    assertThat(select(variables, "https://" + host + "/x").equals(List.of(Proxy.NO_PROXY)))
        .isEqualTo(without);
    assertThat(select(Map.of("https_proxy", "p:1", "NO_PROXY", "*"), "https://" + host + "/x"))
        .containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://proxy:1", "http://", "http://a b", "http://me:secret@proxy:1"})
  void refusesOtherAddressesWithoutShowingThem(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> select(Map.of("https_proxy", value), "https://a.org"))
        .withMessageMatching(
            "https_proxy, http_proxy or all_proxy: got .*, expected http://HOST:PORT")
        .withMessageNotContaining("secret");
  }

  /** A host that is nowhere: the proxy is asked for it. */
  @Test
  void aRequestGoesByTheProxy() throws Exception {
    byte[] body = "by proxy".getBytes(StandardCharsets.UTF_8);
    try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(body))) {
      String proxy = "http://127.0.0.1:" + server.folder().getPort();
      HttpClient client =
          HttpClient.newBuilder().proxy(EnvironmentProxy.of(Map.of("http_proxy", proxy))).build();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://mirror.invalid/file.gz")).build();
      assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
      assertThat(server.requests)
          .extracting(LoopbackServer.Request::path)
          .containsExactly("http://mirror.invalid/file.gz");
    }
  }
}
