package org.lenet5.bench.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Damage to text of words, numbers, quotes and brackets: JSON, tables, settings. */
final class Texts {

  /** What readers of such text may take for something else. */
  // spotless:off
  private static final List<String> ODD = List.of(
      "", " ", "\t", "\n", "\r\n", "\0", "\u001b[2J", "\u202e", "\u2028", "\ufeff", "\u00e9", "\u2713", "\ud83d\ude42",
      "\ud83d", "\\ud83d", "\\u0000", "\\u001b", "\\", "\"", "'", "{", "}", "[", "]", "[]", "{}", ",", ":", "=", "-", "+",
      ".", "/", "/**/", "//", "null", "true", "NaN", "Infinity", "-Infinity", "1e400", "1e-400", "-0", "0.5", "1e3", "0x10",
      "007", "4.9e-324", "1_000", "1d", "\u0661", "%s", "%n", "$0", "../..", "none", "default");
  // spotless:on

  /** Of a text that is cut into words, which take fifty times as much memory. */
  private static final int LONGEST = 1 << 17;

  private Texts() {}

  /** UTF-8 in, UTF-8 out. */
  static byte[] damage(byte[] text, Chance chance) {
    return damage(new String(text, StandardCharsets.UTF_8), chance)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Damage to one to eight words, to one more often than to two. */
  static String damage(String text, Chance chance) {
    if (text.length() > LONGEST) {
      return text; // made so by earlier damage
    }
    List<String> words = words(text);
    for (int rounds = chance.rounds(); rounds > 0; rounds--) {
      damageOnce(words, chance);
    }
    return String.join("", words);
  }

  private static void damageOnce(List<String> words, Chance chance) {
    if (words.isEmpty()) {
      words.add(odd(chance));
      return;
    }
    int at = chance.nextInt(words.size());
    int other = chance.nextInt(words.size());
    String word = words.get(at);
    switch (chance.nextInt(10)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, word);
      case 2 -> words.add(other, words.remove(at));
      case 3 -> words.set(at, words.get(other));
      case 4, 5 -> words.set(at, changed(word, chance));
      case 6 -> words.add(at, odd(chance));
      case 7 -> {
        // Whole entries of a list as often as anything.
        int from = chance.nextBoolean() ? at : comma(words, at);
        int to = from == at ? other : comma(words, other);
        words.subList(Math.min(from, to), Math.max(from, to)).clear();
      }
      case 8 -> {
        int end = at + chance.size(Math.min(64, words.size() - at));
        String piece = String.join("", words.subList(at, end));
        words.add(at, repeated(piece, words, chance));
      }
      default -> words.add(at, repeated(odd(chance), words, chance));
    }
  }

  /** The next comma, or the end. */
  private static int comma(List<String> words, int from) {
    int after = words.subList(from, words.size()).indexOf(",");
    return after < 0 ? words.size() : from + after;
  }

  /** All in all no longer than an input may be. */
  private static String repeated(String piece, List<String> words, Chance chance) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    int there = words.stream().mapToInt(String::length).sum();
    return bytes.length == 0
        ? ""
        : new String(Bytes.repeated(bytes, there, chance), StandardCharsets.UTF_8);
  }

  private static String odd(Chance chance) {
    return ODD.get(chance.nextInt(ODD.size()));
  }

  /** Another number, or a word with something odd in it. */
  private static String changed(String word, Chance chance) {
    if (chance.nextInt(8) > 0) {
      try {
        return Long.toString(Bytes.number(Long.parseLong(word), chance));
      } catch (NumberFormatException e) {
        // A word.
      }
    }
    int at = chance.nextInt(word.length() + 1);
    int end = chance.nextInt(at, word.length() + 1);
    return word.substring(0, at) + odd(chance) + word.substring(end);
  }

  /** Runs of letters and digits, and every other character by itself. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isLetterOrDigit(text.charAt(i))) {
        if (i > from) {
          words.add(text.substring(from, i));
        }
        words.add(text.substring(i, i + 1));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      words.add(text.substring(from));
    }
    return words;
  }
}
