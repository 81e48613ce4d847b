package org.lenet5.io;

/** Names and limits of the safetensors format. */
final class SafetensorsFormat {

  /** The key under which a header holds the metadata, so the one name no tensor may have. */
  static final String METADATA = "__metadata__";

  /**
   * The longest header in bytes. The longest of a model has the text of a network, 1 MiB, and
   * 65,536 names of classes; that of a checkpoint has 125 bytes for each epoch. The reference
   * implementation takes 100 MB, of which Java would make a gigabyte.
   */
  static final int LONGEST_HEADER = 1 << 23;

  /** A model has 200 at most; the largest language models have some thousand in a file. */
  static final int MOST_TENSORS = 1 << 14;

  /** One for each epoch is the most that anything needs. */
  static final int MOST_KEYS = 1 << 16;

  /** The longest name of a tensor and key of the metadata, in UTF-16 units. */
  static final int LONGEST_NAME = 1024;

  private SafetensorsFormat() {}

  /** Whether UTF-8 can hold a text, that is, it has no half of a surrogate pair. */
  static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
