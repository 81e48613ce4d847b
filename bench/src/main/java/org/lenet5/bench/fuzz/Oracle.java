package org.lenet5.bench.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lenet5.io.Printable;

/**
 * Reads inputs and judges: an input is read, or refused with the format's exception and a message
 * that is one printable line; in time. Everything else is a finding.
 */
final class Oracle {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The longest shape of a tensor has 64 sizes of 10 digits; nothing else comes near. */
  private static final int LONGEST_MESSAGE = 1200;

  private final Path folder;
  private final SortedMap<String, byte[]> there = new TreeMap<>();

  /**
   * @param folder where inputs lie that are read as files; what it holds is deleted
   */
  Oracle(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }

  /**
   * Reads one.
   *
   * @throws IOException if it can't be written
   */
  Verdict judge(Format format, Input input) throws IOException {
    if (format.door().needsFiles(input)) {
      input.write(folder, there);
    }
    // The processor's time: the machine may have other things to do.
    long start = THREADS.getCurrentThreadCpuTime();
    Verdict verdict = read(format, input);
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    if (seconds > format.seconds() && !verdict.isFinding()) {
      return new Verdict(Verdict.Kind.FINDING, "took %.1f s".formatted(seconds), verdict.thrown());
    }
    return verdict;
  }

  private Verdict read(Format format, Input input) {
    try {
      format.door().read(input, folder);
      return new Verdict(Verdict.Kind.ACCEPTED, "", Optional.empty());
    } catch (Throwable t) { // an error is what we look for
      String what = wrong(format, t);
      return new Verdict(
          what.isEmpty() ? Verdict.Kind.REFUSED : Verdict.Kind.FINDING, what, Optional.of(t));
    }
  }

  /** What is wrong with a refusal; empty if nothing is. */
  private static String wrong(Format format, Throwable t) {
    String message = t.getMessage();
    if (!format.refusal().isInstance(t)) {
      return t.getClass().getName();
    }
    if (message == null || message.isBlank()) {
      return "a refusal without a message";
    }
    if (message.length() > LONGEST_MESSAGE) {
      return "a message of %d characters".formatted(message.length());
    }
    return message.codePoints().allMatch(Printable::isPrintable) ? "" : "an unprintable message";
  }
}
