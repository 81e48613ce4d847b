package org.lenet5.io.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP server on the loopback interface whose answers are scripted down to the last byte: the
 * n-th request gets the n-th answer, on a connection of its own. Bounded: {@link #MOST} requests,
 * 10 seconds without a byte, one at a time.
 */
final class LoopbackServer implements AutoCloseable {

  static final int MOST = 64;

  /** A request's path and its headers, names in lower case. */
  record Request(String path, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Writes a whole answer, status line and all, or a part of one. */
  interface Answer {
    void to(Exchange exchange) throws IOException;
  }

  /** One request and the connection it came on. */
  final class Exchange {
    final Request request;
    private final Socket socket;

    private Exchange(Request request, Socket socket) {
      this.request = request;
      this.socket = socket;
    }

    /** Status line and headers; no Content-Length if {@code length} is negative. */
    void head(String status, long length, List<String> headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
      headers.forEach(header -> head.append(header).append("\r\n"));
      if (length >= 0) {
        head.append("Content-Length: ").append(length).append("\r\n");
      }
      write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whatever a client may think of it. */
    void raw(String text) throws IOException {
      write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void body(byte[] bytes) throws IOException {
      write(bytes);
      bodyBytes.addAndGet(bytes.length);
    }

    /** Keeps the connection open and silent until the client ends it. */
    void hang() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // a client has nothing more to say
      }
    }

    /** Whether the client has ended the connection. */
    boolean isOver() throws IOException {
      socket.setSoTimeout(1);
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      }
    }

    private void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Bytes of bodies that answers offered and no client refused. */
  final AtomicLong bodyBytes = new AtomicLong();

  private final ServerSocket listener;
  private final String scheme;
  private final Queue<Answer> script;

  LoopbackServer(Answer... script) throws IOException {
    this("http", new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), script);
  }

  LoopbackServer(String scheme, ServerSocket listener, Answer... script) {
    this.scheme = scheme;
    this.listener = listener;
    this.script = new ArrayDeque<>(List.of(script));
    Thread.ofPlatform().daemon().name("loopback server").start(this::serve);
  }

  URI folder() {
    return URI.create(
        "%s://%s:%d/files/"
            .formatted(
                scheme, listener.getInetAddress().getHostAddress(), listener.getLocalPort()));
  }

  private void serve() {
    for (int i = 0; i < MOST; i++) {
      try (Socket socket = listener.accept()) {
        socket.setSoTimeout(10_000);
        Request request = read(socket);
        requests.add(request);
        Answer answer = script.poll();
        (answer == null ? status("500 not in the script") : answer)
            .to(new Exchange(request, socket));
      } catch (SocketException e) {
        if (listener.isClosed()) {
          return;
        } // else the client gave up, as some tests want it to
      } catch (IOException e) {
        // A client that speaks no HTTP, or none we trust: its test sees what became of it.
      }
    }
  }

  private static Request read(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String first = in.readLine();
    if (first == null) {
      throw new IOException("no request");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line; (line = in.readLine()) != null && !line.isEmpty(); ) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(first.split(" ")[1], headers);
  }

  /** An answer without a body, with extra header lines. */
  static Answer status(String status, String... headers) {
    return exchange -> exchange.head(status, 0, List.of(headers));
  }

  /** All of {@code body}, whatever range is asked for. */
  static Answer whole(byte[] body, String... headers) {
    return upTo(body.length, body, headers);
  }

  /** The first {@code count} bytes of {@code body}, announced whole; then the connection is cut. */
  static Answer upTo(int count, byte[] body, String... headers) {
    return exchange -> {
      exchange.head("200 OK", body.length, List.of(headers));
      exchange.body(Arrays.copyOf(body, count));
    };
  }

  /** The range asked for, which must reach to the end; cut after {@code count} bytes of it. */
  static Answer range(int count, byte[] body, String... headers) {
    return exchange -> {
      String range = exchange.request.header("range");
      int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      List<String> all = new ArrayList<>(List.of(headers));
      all.add("Content-Range: bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
      exchange.head("206 Partial Content", body.length - from, all);
      exchange.body(Arrays.copyOfRange(body, from, Math.min(body.length, from + count)));
    };
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
