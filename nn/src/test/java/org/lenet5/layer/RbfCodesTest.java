package org.lenet5.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.network.Network;

class RbfCodesTest {
  private static final RbfCodes DIGITS =
      RbfCodes.of(IntStream.range(0, 10).mapToObj(Integer::toString).toList());

  @Test
  void pictures() {
    assertThat(picture(RbfCodes.of(List.of("R", "4")), 1))
        .isEqualTo(
            """
            .#####.
            .......
            .......
            .##..##
            .##..##
            ###..##
            ##...##
            ##...##
            ##..###
            .######
            .....##
            .....##
            """);
  }

  /** 6 and 8 are the nearest, then 0 and 4, 8 and 9; no others are as near. */
  @Test
  void distancesOfTheDigits() {
    List<String> near = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      assertThat(DIGITS.difference(i, i)).isZero();
      for (int j = i + 1; j < 10; j++) {
        int difference = DIGITS.difference(i, j);
        assertThat(DIGITS.difference(j, i)).isEqualTo(difference);
        if (difference <= 18) {
          near.add("%d-%d %d".formatted(i, j, difference));
        }
      }
    }
    assertThat(near).containsExactly("0-4 18", "6-8 12", "8-9 18");
  }

  /** Every code against the file, bit by bit. */
  @Test
  void all96Characters() throws IOException {
    List<String> lines;
    try (InputStream in = RbfCodes.class.getResourceAsStream("rbf-ascii96.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    assertThat(lines).hasSize(96);
    List<String> names = IntStream.rangeClosed(32, 127).mapToObj(Character::toString).toList();
    RbfCodes codes = RbfCodes.of(names);
    assertThat(codes.classes()).isEqualTo(96);
    for (int i = 0; i < 96; i++) {
      assertThat(lines.get(i)).startsWith(32 + i + " ");
      StringBuilder bits = new StringBuilder();
      String hex = lines.get(i).substring(lines.get(i).length() - 35);
      for (String row : hex.split(" ")) {
        String seven = Integer.toBinaryString(128 + Integer.parseInt(row, 16)).substring(1);
        bits.append(seven.replace('0', '.').replace('1', '#')).append('\n');
      }
      assertThat(picture(codes, i)).as(names.get(i)).isEqualTo(bits.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "", "é", "\n", "\u0080", "\ud83d\ude42"})
  void refusesNamesWithoutAPicture(String name) {
    assertThatThrownBy(() -> RbfCodes.of(List.of("0", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "class names: got \"" + name + "\", expected one printable ASCII character");
  }

  @Test
  void refusesNoClasses() {
    assertThatThrownBy(() -> RbfCodes.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class names: got none, expected at least one");
  }

  @Test
  void aLayerNeedsAUnitForEachValue() {
    assertThatThrownBy(() -> Network.input(83, 1, 1).rbf("OUT", DIGITS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OUT: got an input of 83 units, expected the 84 of a code");
  }

  private static String picture(RbfCodes codes, int i) {
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < RbfCodes.ROWS; row++) {
      for (int column = 0; column < RbfCodes.COLUMNS; column++) {
        int value = codes.value(i, row, column);
        assertThat(value).isIn(1, -1);
        picture.append(value == 1 ? '#' : '.');
      }
      picture.append('\n');
    }
    return picture.toString();
  }
}
