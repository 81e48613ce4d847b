package org.lenet5.io;

import java.nio.charset.StandardCharsets;

/** Names and limits of the safetensors format. */
final class SafetensorsFormat {

  /** The key under which a header holds the metadata, so the one name no tensor may have. */
  static final String METADATA = "__metadata__";

  /** The longest header in bytes, as the reference implementation has it. */
  static final int LONGEST_HEADER = 100_000_000;

  /** The longest name of a tensor and key of the metadata, in UTF-16 units. */
  static final int LONGEST_NAME = 1024;

  private SafetensorsFormat() {}

  /** Whether UTF-8 can hold a text, that is, it has no half of a surrogate pair. */
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
