package org.lenet5.io;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Files that systems put into people's folders without being asked: {@code .DS_Store} and {@code
 * ._name} of macOS, {@code Thumbs.db} and {@code desktop.ini} of Windows. Nobody means them.
 */
public final class SystemFiles {
  private static final Set<String> NAMES = Set.of(".ds_store", "thumbs.db", "desktop.ini");

  private SystemFiles() {}

  /** Whether a file's name is that of one. */
  public static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("._") || NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
