package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lenet5.io.SystemFiles;

/** The pictures in a folder, by the endings of their names. */
public final class PictureFolder {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  private PictureFolder() {}

  /**
   * Puts the pictures of a folder, in the order of their names, into its place in a list of files.
   * Files stay, whatever they are called, but for those that {@linkplain SystemFiles nobody means}.
   *
   * @throws IOException if a folder can't be read, or holds no picture
   */
  public static List<Path> expand(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(pictures(path));
      } else if (!SystemFiles.isOne(path)) {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> pictures = entries.filter(PictureFolder::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new IOException(
            "%s: got a folder without pictures, expected PNG, JPEG, GIF or BMP files in it, or a run"
                .formatted(folder));
      }
      return pictures;
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
        && !SystemFiles.isOne(file)
        && Files.isRegularFile(file);
  }
}
