package org.lenet5.io.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where downloads are kept unless the user names a folder. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * The folder {@code lenet5} in the user's cache folder: that of {@code XDG_CACHE_HOME} if it is
   * set to an absolute path (the XDG specification has relative ones ignored), else the system's:
   * {@code %LOCALAPPDATA%} on Windows, {@code ~/Library/Caches} on macOS, {@code ~/.cache}
   * elsewhere. Nothing is created.
   *
   * @param environment the process's environment, {@code System.getenv()}
   * @param osName the property {@code os.name}
   * @param home the user's home folder, the property {@code user.home}
   */
  public static Path of(Map<String, String> environment, String osName, Path home) {
    return base(environment, osName.toLowerCase(Locale.ROOT), home).resolve("lenet5");
  }

  private static Path base(Map<String, String> environment, String os, Path home) {
    Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    if (xdg.isAbsolute()) {
      return xdg;
    }
    if (os.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local);
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches");
    }
    return home.resolve(".cache");
  }
}
