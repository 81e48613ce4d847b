package org.lenet5.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that one process, and in it one thread, works in. The system drops the lock with the
 * process, however that ends. It lies on a file {@code .lock} of its own, which names the process
 * and stays: a lock on one of the folder's other files would follow that file when it is renamed,
 * and to remove the file would let two processes lock two files of that name.
 *
 * <p>Some file systems, such as NFS without its lock service, have no locks: there a folder is
 * {@linkplain #isHeld() not held}, and who works in it does so unguarded.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".lock";

  /** Beyond what the file says: some systems don't let others read what is locked. */
  private static final long LOCKED_AT = Long.MAX_VALUE - 1;

  /**
   * What this process has, which must not be opened again: on POSIX systems to close a file gives
   * back all locks that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;
  private final boolean held;

  private FolderLock(Path folder, FileChannel channel, boolean held) {
    this.folder = folder;
    this.channel = channel;
    this.held = held;
  }

  /** Somebody else works in a folder. */
  public static final class TakenException extends IOException {
    private static final long serialVersionUID = 1;

    private final String holder;

    private TakenException(Path folder, String holder) {
      super("%s: got a folder that %s works in, expected a free one".formatted(folder, holder));
      this.holder = holder;
    }

    /** Who has it: {@code process 123}. */
    public String holder() {
      return holder;
    }
  }

  /**
   * Takes a folder.
   *
   * @throws TakenException if another process or thread has it
   * @throws IOException if the folder is missing or can't be written
   */
  public static FolderLock acquire(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!OWN.add(real)) {
      throw new TakenException(folder, "this process");
    }
    try {
      FileChannel channel =
          FileChannel.open(real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        boolean held = lock(channel, folder);
        if (held) {
          sign(channel);
        }
        return new FolderLock(real, channel, held);
      } catch (Throwable e) {
        channel.close();
        throw e;
      }
    } catch (Throwable e) {
      OWN.remove(real);
      throw e;
    }
  }

  /** Whether it is locked now: false where there are no locks. */
  private static boolean lock(FileChannel channel, Path folder) throws IOException {
    try {
      if (channel.tryLock(LOCKED_AT, 1, false) != null) {
        return true;
      }
    } catch (ClosedChannelException e) {
      throw e; // this thread was interrupted
    } catch (IOException e) {
      return false;
    }
    throw new TakenException(folder, holder(folder));
  }

  private static void sign(FileChannel channel) throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    channel.truncate(pid.length());
  }

  private static String holder(Path folder) {
    try {
      String pid = Files.readString(folder.resolve(NAME), StandardCharsets.US_ASCII);
      return pid.matches("\\d{1,19}") ? "process " + pid : "another process";
    } catch (IOException e) {
      return "another process";
    }
  }

  /** Whether others are kept out: false where the file system has no locks. */
  public boolean isHeld() {
    return held;
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OWN.remove(folder);
    }
  }
}
