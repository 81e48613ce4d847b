package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.run.chart.Pen.Type;

class CanvasTest {

  /** What a JDK throws at the first text on a bare machine; the first two were seen. */
  static Throwable[] bare() {
    return new Throwable[] {
      new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration"),
      new Error("Probable fatal error: No physical fonts found."),
      new NullPointerException(),
      new InternalError("java.lang.reflect.InvocationTargetException"),
      new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
      new NoClassDefFoundError("Could not initialize class")
    };
  }

  @ParameterizedTest
  @MethodSource("bare")
  void aMachineWithoutFontsIsOneCheckedException(Throwable cause) {
    assertThatThrownBy(() -> Canvas.requireFonts(() -> sneak(cause)))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("install fontconfig and a font")
        .hasCause(cause);
  }

  @Test
  void otherTroubleIsNotTakenForMissingFonts() {
    OutOfMemoryError full = new OutOfMemoryError("made up");
    assertThatThrownBy(() -> Canvas.requireFonts(() -> sneak(full))).isSameAs(full);
    assertThatCode(() -> Canvas.requireFonts(() -> {})).doesNotThrowAnyException();
  }

  private static void sneak(Throwable t) {
    switch (t) {
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new AssertionError(t);
    }
  }

  @Test
  void textIsCutToItsWidth() {
    Type type = Type.start(16);
    double width = Canvas.width("abcdef", type);
    assertThat(Canvas.fit("abcdef", type, width)).isEqualTo("abcdef");
    String cut = Canvas.fit("abcdef".repeat(9), type, width);
    assertThat(cut).startsWith("abc").endsWith("…");
    assertThat(Canvas.width(cut, type)).isLessThanOrEqualTo(width);
    assertThat(Canvas.fit("abcdef", type, 0)).isEqualTo("…");
  }

  @Test
  void wordsAreCleanAndCutBetweenCharacters() {
    assertThat(Words.clean("a\tb\u0000é\uD83D\uDE00\uD83D"))
        .isEqualTo("a\\u0009b\\u0000é\uD83D\uDE00\\ud83d");
    assertThat(Words.cut("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2)).isEqualTo("\uD83D\uDE00…");
    assertThat(Words.cut("abc", 3)).isEqualTo("abc");
  }
}
