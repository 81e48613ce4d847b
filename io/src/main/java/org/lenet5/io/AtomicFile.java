package org.lenet5.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files that are never seen half written: the bytes go to a new file beside the target, are forced
 * to the disk, and the file is renamed over the target. Whatever goes wrong, the target holds all
 * of its old content or all of the new.
 */
public final class AtomicFile {

  private static final int BUFFER = 1 << 16;

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
      Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        writeAndForce(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
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

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
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
