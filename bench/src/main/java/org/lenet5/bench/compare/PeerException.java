package org.lenet5.bench.compare;

/** A peer could not be started, did not answer, or cannot do what was asked. */
final class PeerException extends Exception {
  private static final long serialVersionUID = 1;

  PeerException(String reason) {
    super(reason);
  }
}
