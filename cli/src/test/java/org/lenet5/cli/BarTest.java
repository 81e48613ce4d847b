package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarTest {
  private static final long MS = 1_000_000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long now = -7 * MS; // a clock of any origin

  private Bar bar(String task, long total, String unit) {
    return new Bar(
        task, total, unit, new PrintStream(written, false, StandardCharsets.UTF_8), () -> now);
  }

  private String all() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** A terminal: what a line does at its right end, the return, and the three codes of a bar. */
  private static final class Screen {
    private final int columns;
    private final List<char[]> lines = new ArrayList<>();
    private int column;
    private boolean wraps = true;

    Screen(int columns, String written) {
      this.columns = columns;
      newLine();
      for (int i = 0; i < written.length(); i++) {
        char c = written.charAt(i);
        if (c == '\033') {
          int end = i;
          while (!Character.isLetter(written.charAt(++end))) {}
          code(written.substring(i + 1, end + 1));
          i = end;
        } else if (c == '\r') {
          column = 0;
        } else {
          put(c);
        }
      }
    }

    private void newLine() {
      char[] line = new char[columns];
      Arrays.fill(line, ' ');
      lines.add(line);
      column = 0;
    }

    private void put(char c) {
      assertThat(c).isBetween(' ', '~');
      if (column == columns && wraps) {
        newLine();
      }
      column = Math.min(column, columns - 1);
      lines.getLast()[column++] = c;
    }

    private void code(String code) {
      switch (code) {
        case "[?7l" -> wraps = false;
        case "[?7h" -> wraps = true;
        case "[K" -> Arrays.fill(lines.getLast(), Math.min(column, columns - 1), columns, ' ');
        default -> throw new AssertionError("unknown code " + code);
      }
    }

    String text() {
      assertThat(lines).hasSize(1);
      assertThat(wraps).isTrue();
      return new String(lines.getFirst()).stripTrailing();
    }
  }

  @Test
  void showsTaskShareCountsRateAndTimeLeft() {
    Bar bar = bar("Epoch 3", 60_000, " images");
    bar.to(0);
    now += 200 * MS;
    bar.to(27_040);
    assertThat(new Screen(100, all()).text())
        .isEqualTo(
            "Epoch 3  45%  27,040/60,000 images  135,200/s  0:01 left  [=========           ]");
  }

  /** What a resumed download has already does not count as fast. */
  @Test
  void theRateIsThatOfThisBar() {
    Bar bar = bar("file", 10_000_000, " bytes");
    bar.to(9_000_000);
    now += 1000 * MS;
    bar.to(9_000_100);
    assertThat(new Screen(100, all()).text())
        .isEqualTo(
            "file  90%  9,000,100/10,000,000 bytes  100/s  2:46:39 left  [==================  ]");
    now += 1000 * MS;
    bar.to(0); // another mirror starts again
    now += 1000 * MS;
    bar.to(2_000_000);
    assertThat(new Screen(100, all()).text())
        .isEqualTo(
            "file  20%  2,000,000/10,000,000 bytes  2,000,000/s  0:04 left  [====                ]");
  }

  @Test
  void standingStillThereIsNoTimeLeftToTell() {
    Bar bar = bar("file", 10, "");
    bar.to(3);
    now += 1000 * MS;
    bar.to(3);
    assertThat(new Screen(100, all()).text())
        .isEqualTo("file  30%  3/10  0/s  [======              ]");
  }

  @Test
  void drawsTenTimesASecondAtMost() {
    Bar bar = bar("Epoch 1", 3000, "");
    for (int done = 0; done < 3000; done++) {
      bar.to(done);
      now += MS;
    }
    assertThat(all().chars().filter(c -> c == '\r').count()).isBetween(28L, 30L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 79, 80, 81, 200})
  void staysOneLineAndLeavesNothing(int columns) {
    Bar bar = bar("Epoch 1", 20, " images");
    for (int done = 0; done <= 20; done++) {
      bar.to(done);
      now += 100 * MS;
    }
    assertThat(new Screen(columns, all()).text())
        .startsWith("Epoch 1".substring(0, columns > 7 ? 7 : 0));
    bar.close();
    bar.to(20);
    bar.close();
    assertThat(new Screen(columns, all()).text()).isEmpty();
  }

  @Test
  void elsewhereItIsNothing() {
    Bar bar = new Bar("Epoch 1", 20, "", null, () -> now);
    bar.to(1);
    now += 100 * MS;
    bar.to(2);
    bar.close();
  }
}
