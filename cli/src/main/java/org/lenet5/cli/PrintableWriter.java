package org.lenet5.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lenet5.io.Printable;

/**
 * The command's way to stdout and stderr, as UTF-8: nothing passes that would control a terminal,
 * whoever forgot to make it printable. Line breaks and tabs are taken for the program's own. JSON
 * stays what it is, since an escape means the same there.
 */
final class PrintableWriter extends Writer {
  private static final String LINE_BREAK = Pattern.quote(System.lineSeparator());

  private final PrintStream stream;
  private final Writer out;

  private PrintableWriter(PrintStream stream) {
    this.stream = stream;
    out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
  }

  /** Flushed after each line that is printed as one. */
  static PrintWriter of(PrintStream stream) {
    return new PrintWriter(new PrintableWriter(stream), true);
  }

  @Override
  public void write(char[] chars, int from, int count) throws IOException {
    write(new String(chars, from, count));
  }

  @Override
  public void write(String text, int from, int count) throws IOException {
    String[] lines = text.substring(from, from + count).split(LINE_BREAK, -1);
    out.write(
        Stream.of(lines)
            .map(Printable::escapedLines)
            .collect(Collectors.joining(System.lineSeparator())));
  }

  /** Fails as the stream did, which tells nobody by itself. */
  @Override
  public void flush() throws IOException {
    out.flush();
    if (stream.checkError()) {
      throw new IOException("stream: got an error, expected it to take what is printed");
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
