package org.lenet5.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers in processes of their own, ours and broken ones. */
class PeerProcessTest {
  @TempDir Path folder;

  /** The scalar kernels, as the child has no vector module; its two threads change no bit. */
  @Test
  void answersAsTheLibraryWould() throws PeerException {
    try (PeerProcess one = start(Lenet5Peer.class, 1);
        PeerProcess two = start(Lenet5Peer.class, 2)) {
      assertThat(one.name()).isEqualTo("lenet5, scalar");
      double[] losses = one.ask("losses 32 64 2");
      assertThat(losses).hasSize(2).isEqualTo(two.ask("losses 32 64 2"));
      assertThat(losses[0]).isCloseTo(Math.log(10), within(0.1));
      assertThat(losses[1]).isLessThan(losses[0]);
      assertThat(one.ask("scores 3")).hasSize(30).isEqualTo(two.ask("scores 3"));
      double[] measured = one.ask("infer 32 0.01");
      assertThat(measured[0] % 32).isZero();
      assertThat(measured[1]).isGreaterThanOrEqualTo(measured[2]).isGreaterThan(0);
    }
  }

  @Test
  void refusesAndGoesOn() throws PeerException {
    try (PeerProcess peer = start(Grump.class, 1)) {
      assertThat(peer.name()).isEqualTo("grump");
      assertThatThrownBy(() -> peer.ask("train 32 1"))
          .isInstanceOf(PeerException.class)
          .hasMessage("does inference only");
      assertThat(peer.ask("scores 1")).containsExactly(7);
      assertThatThrownBy(() -> peer.ask("sing 1")).hasMessageContaining("got sing, expected train");
    }
  }

  @Test
  void saysWhyItDoesNotStart() {
    assertThatThrownBy(() -> start(Absent.class, 1))
        .isInstanceOf(PeerException.class)
        .hasMessage("java.lang.UnsatisfiedLinkError: no absent in java.library.path");
    Contestant missing = new Contestant("missing", List.of("/no/such/program"));
    assertThatThrownBy(() -> new PeerProcess(missing, 1, folder.resolve("log")))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void saysWhatAProcessSaidLast() {
    Contestant java =
        new Contestant("java", List.of(java(), "org.lenet5.bench.peers.NotOnTheClassPath"));
    assertThatThrownBy(() -> new PeerProcess(java, 1, folder.resolve("log")))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("NotOnTheClassPath");
  }

  private PeerProcess start(Class<?> main, int threads) throws PeerException {
    Contestant contestant = new Contestant("test", List.of(java(), "-Xmx256m", main.getName()));
    return new PeerProcess(contestant, threads, folder.resolve(main.getSimpleName() + threads));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Does not train, and prints more than answers. */
  static final class Grump implements Peer {
    public static void main(String[] arguments) {
      PeerServer.serve(arguments, threads -> new Grump());
    }

    @Override
    public String name() {
      System.out.println("= not an answer");
      return "grump";
    }

    @Override
    public Work training(Samples samples, int batchSize) {
      throw new UnsupportedOperationException("does inference only");
    }

    @Override
    public Work inference(Samples samples, int batchSize) {
      return new Work() {
        @Override
        public Piece next() {
          return Piece.timed(batchSize, () -> new float[] {7});
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Its native library is not there. */
  static final class Absent {
    public static void main(String[] arguments) {
      PeerServer.serve(
          arguments,
          threads -> {
            throw new IllegalStateException(
                "wrapped", new UnsatisfiedLinkError("no absent in java.library.path"));
          });
    }
  }
}
