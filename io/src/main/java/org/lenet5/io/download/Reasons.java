package org.lenet5.io.download;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Network failures in the user's words. */
final class Reasons {

  private Reasons() {}

  static String of(Throwable failure) {
    // The client reports an unknown host as a ConnectException without a message.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "host not found (no network?)";
      }
    }
    return switch (failure) {
      case HttpConnectTimeoutException _ -> "no connection in time";
      case ConnectException _ -> "no connection" + detail(failure);
      case SSLException _ -> "no secure connection" + detail(failure);
      default -> "connection cut" + detail(failure);
    };
  }

  static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  private static String detail(Throwable failure) {
    return failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
  }
}
