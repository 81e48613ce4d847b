package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.lenet5.data.Image;
import org.lenet5.model.Classifier;
import org.lenet5.model.Prediction;

/**
 * What is answered for many pictures of one character each. They are read on several threads and
 * told of in their order; one that fails costs itself alone.
 */
public final class PictureAnswers {
  /** Pictures that each thread may be ahead of the one that is told of. */
  private static final int AHEAD = 8;

  private PictureAnswers() {}

  /** What became of a picture. */
  public sealed interface Answer {
    /** The picture's file. */
    Path file();
  }

  /** A picture that was read: the character in it, and what that was taken for. */
  public record Classified(Path file, Image image, Prediction prediction) implements Answer {}

  /** A picture that was not; the message is for people, and begins with the file's name. */
  public record Failed(Path file, String message) implements Answer {}

  /** How a file becomes an image, {@link DigitPicture#read(Path)} for example. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it.
     *
     * @throws IOException if it is no picture or shows nothing
     */
    Image read(Path file) throws IOException;
  }

  /**
   * Reads and classifies pictures.
   *
   * @param threads 1 or more; 1 is the calling thread
   * @param answers hears one for each file, in order, on the calling thread
   * @throws InterruptedException if the calling thread is interrupted; the rest is left
   */
  public static void of(
      List<Path> files, Reader reader, Classifier classifier, int threads, Consumer<Answer> answers)
      throws InterruptedException {
    if (threads == 1) {
      files.forEach(file -> answers.accept(answer(file, reader, classifier)));
      return;
    }
    Deque<Future<Answer>> ahead = new ArrayDeque<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Path file : files) {
        if (ahead.size() == threads * AHEAD) {
          answers.accept(get(ahead.remove()));
        }
        ahead.add(pool.submit(() -> answer(file, reader, classifier)));
      }
      while (!ahead.isEmpty()) {
        answers.accept(get(ahead.remove()));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Answer get(Future<Answer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer failed", e.getCause());
    }
  }

  private static Answer answer(Path file, Reader reader, Classifier classifier) {
    try {
      Image image = reader.read(file);
      return new Classified(file, image, classifier.classify(image));
    } catch (IOException e) {
      return new Failed(file, e.getMessage());
    } catch (OutOfMemoryError e) {
      return new Failed(
          file, file + ": got a picture too large for the memory there is, expected a smaller one");
    }
  }
}
