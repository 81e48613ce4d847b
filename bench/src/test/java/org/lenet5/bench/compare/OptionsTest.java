package org.lenet5.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void measuresInFullByDefault() {
    assertThat(Options.parse(List.of()))
        .isEqualTo(new Options(Effort.FULL, Optional.empty(), "python3"));
  }

  @Test
  void takesAll() {
    assertThat(Options.parse(List.of("--quick", "--json", "x.json", "--python", "pypy")))
        .isEqualTo(new Options(Effort.QUICK, Optional.of(Path.of("x.json")), "pypy"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse(List.of("--fast")))
        .hasMessageContaining("got --fast; usage: bench/run");
    assertThatThrownBy(() -> Options.parse(List.of("--json")))
        .hasMessageContaining("--json: got no value");
  }
}
