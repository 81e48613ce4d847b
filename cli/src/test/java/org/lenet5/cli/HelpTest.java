package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, as each command gives it. */
class HelpTest {

  /** The parser warns on the process's own stderr of texts that it can't format. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "train --help",
        "evaluate --help",
        "predict --help",
        "summary --help",
        "data --help",
        "data fetch --help",
        "reproduce --help",
        "reproduce fig10 --help"
      })
  void everyTextCanBeFormatted(String words) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    Cli.Result help;
    try {
      help = Cli.run((Object[]) words.split(" ")).done();
    } finally {
      System.setErr(stderr);
    }
    assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).startsWith("Usage: lenet5").doesNotContain("%%");
  }
}
