package org.lenet5.io.download;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, pulled chunk by chunk at a {@link Pace}. The client's own request timeout
 * ends with the headers on some releases and spans the whole body on others, and its input stream
 * waits for ever; neither knows a rate. At most one chunk is held.
 */
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  private sealed interface Signal {}

  private record Chunk(List<ByteBuffer> buffers) implements Signal {}

  private record Failure(Throwable cause) implements Signal {}

  private record End() implements Signal {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  Chunks(Flow.Publisher<List<ByteBuffer>> body) {
    body.subscribe(this);
  }

  /**
   * The next chunk, or empty at the regular end of the body.
   *
   * @throws MirrorException if the connection was cut, or is too slow for {@code pace}
   */
  Optional<List<ByteBuffer>> next(Pace pace) throws MirrorException, InterruptedException {
    subscription.thenAccept(s -> s.request(1));
    Signal signal;
    while ((signal = signals.poll(pace.patience(), TimeUnit.NANOSECONDS)) == null) {
      pace.arrived(0);
    }
    return switch (signal) {
      case Failure failure -> throw new MirrorException(Reasons.of(failure.cause()), true);
      case Chunk chunk -> Optional.of(chunk.buffers());
      case End _ -> Optional.empty();
    };
  }

  /** Gives up the rest of the body, and with it the connection. */
  @Override
  public void close() {
    subscription.thenAccept(Flow.Subscription::cancel);
  }

  @Override
  public void onSubscribe(Flow.Subscription s) {
    subscription.complete(s);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Chunk(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    signals.add(new Failure(cause));
  }

  @Override
  public void onComplete() {
    signals.add(new End());
  }
}
