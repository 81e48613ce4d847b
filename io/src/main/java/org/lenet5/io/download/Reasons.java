package org.lenet5.io.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.lenet5.io.Printable;

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
      case ProtocolException _ -> "no usable answer" + detail(failure);
      // What the client makes of odd headers.
      case RuntimeException _ -> "no usable answer" + detail(failure);
      case IOException _ when failure.getCause() instanceof RuntimeException cause -> of(cause);
      default -> "connection cut" + detail(failure);
    };
  }

  /** Whole minutes or hours where it is some, else seconds. */
  static String time(Duration time) {
    if (time.toMinutes() > 0 && time.equals(Duration.ofMinutes(time.toMinutes()))) {
      return time.toMinutesPart() == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() / 1000.0 + " s";
  }

  private static String detail(Throwable failure) {
    return failure.getMessage() == null ? "" : " (" + Printable.of(failure.getMessage()) + ")";
  }
}
