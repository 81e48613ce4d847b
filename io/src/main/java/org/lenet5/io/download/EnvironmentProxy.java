package org.lenet5.io.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that a process's environment names, which Java does not look at: {@code https_proxy},
 * {@code http_proxy} and {@code all_proxy} with the address of an HTTP proxy, {@code no_proxy} with
 * hosts that are reached without, parted by commas; a host means those under it as well, {@code *}
 * all. Names in small letters count first. As with curl, {@code HTTP_PROXY} does not count at all:
 * of a CGI program, whoever asks it decides that one.
 *
 * @param variables the environment
 * @param otherwise asked where the environment names none
 */
record EnvironmentProxy(Map<String, String> variables, ProxySelector otherwise) {
  private static final int USUAL_PORT = 1080; // curl's

  /**
   * Selects by an environment, then by the JVM's own properties.
   *
   * @throws IllegalArgumentException when asked, if a proxy's address is none
   */
  static ProxySelector of(Map<String, String> variables) {
    EnvironmentProxy environment =
        new EnvironmentProxy(Map.copyOf(variables), ProxySelector.getDefault());
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI address) {
        return environment.select(address);
      }

      @Override
      public void connectFailed(URI address, SocketAddress proxy, IOException e) {
        // The next attempt is the caller's.
      }
    };
  }

  private List<Proxy> select(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    Optional<String> proxy =
        Stream.of(
                scheme + "_proxy",
                scheme.equals("http") ? "" : "HTTPS_PROXY",
                "all_proxy",
                "ALL_PROXY")
            .map(name -> variables.getOrDefault(name, "").strip())
            .filter(value -> !value.isEmpty())
            .findFirst();
    if (proxy.isEmpty()) {
      return otherwise.select(address);
    }
    return isExcepted(address.getHost().toLowerCase(Locale.ROOT))
        ? List.of(Proxy.NO_PROXY)
        : List.of(proxy(proxy.get()));
  }

  private boolean isExcepted(String host) {
    String hosts = variables.getOrDefault("no_proxy", variables.getOrDefault("NO_PROXY", ""));
    return Stream.of(hosts.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static Proxy proxy(String text) {
    URI address;
    try {
      address = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      throw wrong("another text", e);
    }
    if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
      throw wrong("an address with scheme " + address.getScheme(), null);
    }
    if (address.getRawUserInfo() != null) {
      throw wrong("one with a user's name", null);
    }
    int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
  }

  /** Does not show the address, which may hold a password. */
  private static IllegalArgumentException wrong(String got, Throwable cause) {
    return new IllegalArgumentException(
        "https_proxy, http_proxy or all_proxy: got %s, expected http://HOST:PORT".formatted(got),
        cause);
  }
}
