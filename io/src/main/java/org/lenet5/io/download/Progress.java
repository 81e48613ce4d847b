package org.lenet5.io.download;

import java.net.URI;
import java.nio.file.Path;

/** Hears how a download goes. Called on the thread that fetches; should return at once. */
@FunctionalInterface
public interface Progress {

  /** Listens to nothing. */
  Progress NONE = (file, bytes, total) -> {};

  /**
   * More of a file is on disk. The count can go back to 0: a mirror may start the file again.
   *
   * @param file name of the file
   * @param bytes bytes so far, those of an earlier, interrupted run included
   * @param total bytes of the whole file
   */
  void received(String file, long bytes, long total);

  /**
   * A mirror was given up; the next one follows, or the {@link DownloadException}.
   *
   * @param reason in one line; what the mirror said in it is printable and short
   */
  default void gaveUp(URI url, String reason) {}

  /**
   * Somebody else fetches into the same folder; called once, before waiting.
   *
   * @param holder who, such as {@code process 123}
   */
  default void waiting(Path folder, String holder) {}
}
