package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lenet5.io.download.Limits;

/** What a user of {@code data fetch} reads. */
class FetchTest {

  @Test
  void helpTellsTheLimits() {
    Limits limits = Limits.STANDARD;
    String help = Cli.run("data", "fetch", "--help").done().out().replaceAll("\\s+", " ");
    assertThat(help)
        .contains(
            String.format(
                Locale.ROOT,
                "less than %,d bytes a second over %d seconds",
                limits.rate(),
                limits.window().toSeconds()))
        .contains("more than %d minutes for a file".formatted(limits.mirror().toMinutes()))
        .contains("ends after %d hours".formatted(limits.fetch().toHours()));
  }
}
