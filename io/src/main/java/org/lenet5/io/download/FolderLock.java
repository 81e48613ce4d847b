package org.lenet5.io.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One fetch at a time in a folder, across processes and threads. A lock and not a temporary file
 * for each process, because the part file must have one name to be found again after a kill, and
 * because the second process then finds the files there instead of fetching them twice. The system
 * drops the lock of a killed process. It lies on a file of its own, which stays: a lock on the part
 * file would follow that file to its final name, where a waiting process would overwrite it.
 */
final class FolderLock implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until this thread alone holds {@code folder}. */
  static FolderLock acquire(Path folder, Progress progress)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!tryLock(channel)) {
        progress.waiting(folder);
        do {
          Thread.sleep(POLL_MILLIS);
        } while (!tryLock(channel));
      }
      return new FolderLock(channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
