package org.lenet5.io.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a folder holds of each data set of a catalog. Data sets share file names, so a complete
 * MNIST is at once a wrong Fashion-MNIST; {@link #complete} tells which one it is.
 *
 * @param folder the folder looked at
 * @param entries one for each catalog entry, in that order
 */
public record Verification(Path folder, List<EntryCheck> entries) {

  /**
   * What the folder holds of one data set.
   *
   * @param entry the data set
   * @param files one for each of its files, in that order
   */
  public record EntryCheck(CatalogEntry entry, List<FileCheck> files) {

    public EntryCheck {
      files = List.copyOf(files);
    }

    /** Whether every file is there and right. */
    public boolean isComplete() {
      return count(FileCheck.State.RIGHT) == files.size();
    }

    /** Number of files in that state. */
    public int count(FileCheck.State state) {
      return (int) files.stream().filter(file -> file.state() == state).count();
    }
  }

  public Verification {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the files of {@code folder} that {@code catalog} names.
   *
   * @throws DownloadException if there is no such folder, or a file in it cannot be read
   */
  public static Verification of(Path folder, Catalog catalog) throws DownloadException {
    if (!Files.isDirectory(folder)) {
      throw new DownloadException(
          "%s: got no folder, expected one with the files of a data set".formatted(folder));
    }
    List<EntryCheck> entries = new ArrayList<>();
    try {
      for (CatalogEntry entry : catalog.entries()) {
        List<FileCheck> files = new ArrayList<>();
        for (CatalogFile file : entry.files()) {
          files.add(FileCheck.of(file, folder));
        }
        entries.add(new EntryCheck(entry, files));
      }
    } catch (IOException e) {
      throw new DownloadException("%s: cannot be read: %s".formatted(folder, e), e);
    }
    return new Verification(folder, entries);
  }

  /** The data sets whose every file is there and right. */
  public List<CatalogEntry> complete() {
    return entries.stream().filter(EntryCheck::isComplete).map(EntryCheck::entry).toList();
  }
}
