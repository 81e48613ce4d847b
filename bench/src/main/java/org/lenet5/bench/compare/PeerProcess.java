package org.lenet5.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A peer in a process of its own, asked as {@link PeerServer} says. */
final class PeerProcess implements AutoCloseable {
  /** A peer that says nothing for so long has hung; DL4J unpacks for a minute the first time. */
  private static final int LIMIT_SECONDS = 300;

  /** Of an error message; the class path in one would fill a screen. */
  private static final int LONGEST_REASON = 200;

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final Path log;
  private final String name;

  /**
   * Starts a peer and waits until it is ready.
   *
   * @param threads last argument of the command
   * @param log file for what the peer prints besides answers
   */
  PeerProcess(Contestant contestant, int threads, Path log) throws PeerException {
    this.log = log;
    List<String> command = new ArrayList<>(contestant.command());
    command.add(Integer.toString(threads));
    try {
      process = builder(command, threads, log).start();
    } catch (IOException e) {
      throw new PeerException(e.getMessage());
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    name = answer();
  }

  /**
   * A process with this one's class path, whose numerical libraries use so many threads. The class
   * path is not on the command line, since ONNX Runtime 1.29.0 crashes where that is longer than 4
   * kB.
   *
   * @param log file for its standard error
   */
  static ProcessBuilder builder(List<String> command, int threads, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    for (String library : List.of("OMP", "MKL", "OPENBLAS")) {
      builder.environment().put(library + "_NUM_THREADS", Integer.toString(threads));
    }
    return builder;
  }

  /** Library and version. */
  String name() {
    return name;
  }

  /**
   * The numbers that a question is answered by.
   *
   * @throws PeerException if the peer has ended, does not answer in time, or refuses
   */
  double[] ask(String question) throws PeerException {
    questions.println(question);
    return Arrays.stream(answer().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private String answer() throws PeerException {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::readAnswer);
    String answer;
    try {
      answer = line.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      close();
      throw new PeerException("no answer in %d s".formatted(LIMIT_SECONDS));
    } catch (ExecutionException e) {
      throw new PeerException(e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException("interrupted");
    }
    if (answer == null) {
      throw new PeerException(lastWords(log));
    }
    String content = answer.substring(Math.min(2, answer.length()));
    if (answer.startsWith("!")) {
      throw new PeerException(shortened(content));
    }
    return content;
  }

  /** The next line that is an answer; null at the end. */
  private String readAnswer() {
    try {
      String line = answers.readLine();
      while (line != null && !line.startsWith("= ") && !line.startsWith("! ")) {
        line = answers.readLine();
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a process that ended had to say: the last line, which in most languages is the cause. */
  static String lastWords(Path log) {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> !line.isBlank())
          .reduce((before, line) -> line)
          .map(PeerProcess::shortened)
          .orElse("ended without a word");
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static String shortened(String reason) {
    String text = reason.strip();
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
  }

  /** Ends the peer: kindly, by the end of its input, or else by force. */
  @Override
  public void close() {
    questions.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
