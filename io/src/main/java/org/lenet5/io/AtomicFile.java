package org.lenet5.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Files that are never seen half written: the bytes go to a new file beside the target, are forced
 * to the disk, and the file is renamed over the target. Whatever goes wrong, the target holds all
 * of its old content or all of the new.
 *
 * <p>A writer that is killed leaves its new file behind. The next one that writes the same target
 * removes it: each holds a lock on its own, which the system drops with the process.
 */
public final class AtomicFile {

  private static final int BUFFER = 1 << 16;

  private static final String SUFFIX = ".tmp";

  /** What {@link UUID#randomUUID} and the suffix look like. */
  private static final Pattern UUID_TMP =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" + Pattern.quote(SUFFIX));

  private AtomicFile() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it to {@code out}, which is buffered; may flush and close it, need not. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes or replaces a file. A symbolic link is followed. An exception from {@code content}
   * leaves the target as it was and no other file behind.
   *
   * @throws IOException if the file can't be written, for example because its folder is missing or
   *     read-only, the disk is full, or the target is there and no regular file
   */
  public static void write(Path target, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A rename would replace even /dev/null.
      throw new IOException(
          "%s: got %s, expected a file or a new name"
              .formatted(target, Files.isDirectory(target) ? "a folder" : "a device"));
    }
    try {
      Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
      sweep(file);
      try (Temporary temporary = Temporary.create(file)) {
        temporary.write(content);
        Files.move(temporary.path, file, StandardCopyOption.ATOMIC_MOVE);
      }
      forceFolder(file.getParent());
    } catch (IOException e) {
      throw new IOException("%s: got %s, expected to write it".formatted(target, reason(e)), e);
    }
  }

  /** The same for bytes that are there. */
  public static void write(Path target, byte[] bytes) throws IOException {
    write(target, out -> out.write(bytes));
  }

  /** A new file beside its target, locked while its writer lives. */
  private record Temporary(Path path, FileChannel channel) implements AutoCloseable {
    /**
     * Those of this process, which must not open them again: on POSIX systems that would end with
     * giving back their locks.
     */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private static Temporary create(Path target) throws IOException {
      while (true) {
        Path path = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
        LIVING.add(path);
        Temporary created;
        try {
          created =
              new Temporary(
                  path,
                  FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (Throwable e) {
          LIVING.remove(path);
          throw e;
        }
        // Another process may have taken it for a dead one's before it was locked.
        if (isLocked(created.channel) && Files.exists(path)) {
          return created;
        }
        created.close();
      }
    }

    /** Whether this process has the lock; where there are none, nobody takes it either. */
    private static boolean isLocked(FileChannel channel) {
      try {
        return channel.tryLock() != null;
      } catch (IOException e) {
        return true;
      }
    }

    private void write(Content content) throws IOException {
      OutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER) {
            @Override
            public void close() throws IOException {
              flush(); // the channel stays open, to be forced
            }
          };
      content.writeTo(out);
      out.close();
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        Files.deleteIfExists(path); // nothing is there after the move
      } finally {
        LIVING.remove(path);
      }
    }
  }

  /** Removes what writers of the target have left behind that were killed. */
  private static void sweep(Path target) {
    String prefix = target.getFileName() + ".";
    DirectoryStream.Filter<Path> temporaries =
        path -> {
          String name = path.getFileName().toString();
          return !Temporary.LIVING.contains(path)
              && name.startsWith(prefix)
              && UUID_TMP.matcher(name.substring(prefix.length())).matches();
        };
    try (DirectoryStream<Path> left = Files.newDirectoryStream(target.getParent(), temporaries)) {
      left.forEach(AtomicFile::sweepOne);
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that can't be listed. Whether it can be written in is what comes next.
    }
  }

  private static void sweepOne(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // Another user's, or there are no locks: not ours to remove.
    }
  }

  /** Makes the rename itself survive a loss of power, where the system can open a folder. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows can't. The file is complete under its name all the same.
    }
  }

  /** Says in words what an exception of the file system means. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case FileAlreadyExistsException _ -> "a file in its place";
      case NotDirectoryException _ -> "a file in place of its folder";
      case AccessDeniedException _ -> "no permission";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
