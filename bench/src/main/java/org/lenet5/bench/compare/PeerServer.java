package org.lenet5.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.lenet5.bench.Spread;

/**
 * Answers questions about one peer, line by line, until its input ends. A process of its own keeps
 * a peer's threads, memory and JVM options away from the others.
 *
 * <p>The first line out is {@code =} and the peer's name. Then, for each question, {@code =} and
 * numbers, or {@code !} and why there are none; other lines come from the library.
 *
 * <table>
 * <caption>Questions</caption>
 * <tr><td>{@code train BATCH SECONDS}<td>trains for so long; answers images, their seconds, and the
 *     median seconds of a piece
 * <tr><td>{@code infer BATCH SECONDS}<td>the same for inference
 * <tr><td>{@code losses BATCH COUNT PASSES}<td>the mean loss in each pass of training on the first
 *     COUNT images
 * <tr><td>{@code scores COUNT}<td>the scores of the first COUNT images, as one batch
 * </table>
 */
public final class PeerServer {
  /** Images that peers go round in: 512 batches of 32, 32 of 512. */
  static final int SAMPLES = 16_384;

  /** Share of the asked time that goes before, uncounted: first calls plan and allocate. */
  private static final double LEAD_IN = 0.2;

  /** Makes a peer that uses so many threads. */
  @FunctionalInterface
  public interface Maker {
    Peer make(int threads) throws Exception;
  }

  private final Peer peer;
  private final Samples samples;

  private PeerServer(Peer peer, Samples samples) {
    this.peer = peer;
    this.samples = samples;
  }

  /**
   * Serves on standard input and output; ends the process.
   *
   * @param arguments the number of threads
   */
  public static void serve(String[] arguments, Maker maker) {
    PrintStream answers = System.out;
    // Libraries that greet on standard output must not be taken for an answer.
    System.setOut(System.err);
    try {
      PeerServer server =
          new PeerServer(maker.make(Integer.parseInt(arguments[0])), Samples.mnist(SAMPLES));
      answers.println("= " + server.peer.name());
      server.serve(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
    } catch (Throwable e) {
      answers.println(refusal(e));
      System.exit(1);
    }
    System.exit(0);
  }

  private void serve(BufferedReader questions, PrintStream answers) throws IOException {
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      try {
        answers.println(
            Arrays.stream(answer(line.split(" ")))
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" ", "= ", "")));
      } catch (RuntimeException e) {
        answers.println(refusal(e));
      }
    }
  }

  private double[] answer(String[] question) {
    int number = Integer.parseInt(question[1]);
    return switch (question[0]) {
      case "train" -> measure(peer.training(samples, number), Double.parseDouble(question[2]));
      case "infer" -> measure(peer.inference(samples, number), Double.parseDouble(question[2]));
      case "losses" -> losses(number, Integer.parseInt(question[2]), Integer.parseInt(question[3]));
      case "scores" -> scores(number);
      default ->
          throw new IllegalArgumentException(
              "question: got %s, expected train, infer, losses or scores".formatted(question[0]));
    };
  }

  private static double[] measure(Work work, double seconds) {
    try (work) {
      long start = System.nanoTime();
      do {
        work.next();
      } while (System.nanoTime() - start < LEAD_IN * seconds * 1e9);
      DoubleStream.Builder times = DoubleStream.builder();
      long samples = 0;
      double sum = 0;
      start = System.nanoTime();
      do {
        Piece piece = work.next();
        times.add(piece.seconds());
        samples += piece.samples();
        sum += piece.seconds();
      } while (System.nanoTime() - start < seconds * 1e9);
      return new double[] {samples, sum, Spread.of(times.build().toArray()).median()};
    }
  }

  private double[] losses(int batchSize, int count, int passes) {
    double[] losses = new double[passes];
    try (Work work = peer.training(samples.first(count), batchSize)) {
      for (int pass = 0; pass < passes; pass++) {
        for (int done = 0; done < count; ) {
          Piece piece = work.next();
          losses[pass] += piece.values()[0] * piece.samples() / count;
          done += piece.samples();
        }
      }
    }
    return losses;
  }

  private double[] scores(int count) {
    try (Work work = peer.inference(samples.first(count), count)) {
      float[] scores = work.next().values();
      double[] answer = new double[scores.length];
      for (int i = 0; i < scores.length; i++) {
        answer[i] = scores[i];
      }
      return answer;
    }
  }

  /** On one line, from where it began: what loads a library wraps what went wrong. */
  private static String refusal(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean plain = cause instanceof UnsupportedOperationException && cause.getMessage() != null;
    String reason = plain ? cause.getMessage() : cause.toString();
    return "! " + reason.replaceAll("\\s+", " ");
  }
}
