package org.lenet5.base;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait for the next piece of work by spinning: a training step is half a millisecond,
 * and waking a sleeping thread would take a good part of that. They fall asleep when no work comes.
 *
 * <p>The calling thread works too. Each thread begins with a share of the items that is the same in
 * every round of as many, so that it finds in its cache what they left there, and then takes what
 * others have not begun. Which thread does an item is left to chance in the end, so results must
 * depend on the item alone.
 */
public final class Team implements AutoCloseable {

  /** One item of work. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param item which piece of work, from 0
     * @param worker which thread, from 0, for space of its own
     */
    void run(int item, int worker);
  }

  /** Two cache lines, as processors fetch them in pairs. */
  private static final int APART = 32;

  /** About 0.3 ms before a waiting thread gives up its core. */
  private static final int SPINS = 10_000;

  private final int size;
  private final Thread[] threads;

  /** The next item of each thread's share, {@value #APART} apart: in cache lines of their own. */
  private final AtomicIntegerArray next;

  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Work work;
  private int items;
  private volatile int round;
  private volatile boolean closed;

  /**
   * @param size number of threads, the caller included, at least 1
   */
  public Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("threads: got %d, expected at least 1".formatted(size));
    }
    this.size = size;
    next = new AtomicIntegerArray(size * APART);
    threads = new Thread[size - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("lenet5-" + worker).unstarted(() -> serve(worker));
      threads[i].start();
    }
  }

  /** Number of threads, the caller included. */
  public int size() {
    return size;
  }

  /**
   * Does the items 0 to {@code count - 1}, in any order and at once; returns when all are done.
   *
   * <p>What an item throws is thrown here, the first of several, once the threads are idle again;
   * some of the other items may then be left undone. Several calling threads take turns; a team of
   * one thread serves them at once.
   *
   * @throws IllegalStateException after {@link #close}, and from within an item
   */
  public void run(int count, Work task) {
    if (size == 1) {
      requireOpen();
      for (int item = 0; item < count; item++) {
        task.run(item, 0);
      }
    } else if (isWorking()) {
      throw new IllegalStateException("threads: got work from within work, expected none");
    } else {
      share(count, task);
    }
  }

  /** Whether the calling thread is at work on an item: it would wait for itself. */
  private boolean isWorking() {
    if (Thread.holdsLock(this)) {
      return true;
    }
    Thread current = Thread.currentThread();
    for (Thread thread : threads) {
      if (thread == current) {
        return true;
      }
    }
    return false;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("threads: got work after close, expected none");
    }
  }

  private synchronized void share(int count, Work task) {
    requireOpen();
    work = task;
    items = count;
    for (int i = 0; i < size; i++) {
      next.set(i * APART, first(i));
    }
    busy.set(threads.length);
    round++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    claim(0);
    for (int spins = 0; busy.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    work = null;
    Throwable thrown = failure.getAndSet(null);
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(thrown);
    }
  }

  private void serve(int worker) {
    int seen = 0;
    while (true) {
      for (int spins = 0; round == seen; spins++) {
        if (closed) {
          return;
        }
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      seen++;
      claim(worker);
      busy.decrementAndGet();
    }
  }

  private void claim(int worker) {
    try {
      for (int i = 0; i < size; i++) {
        int share = (worker + i) % size;
        int end = first(share + 1);
        for (int item = take(share); item < end; item = take(share)) {
          work.run(item, worker);
        }
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /** The first item of a thread's share. */
  private int first(int worker) {
    return (int) ((long) items * worker / size);
  }

  private int take(int share) {
    return next.getAndIncrement(share * APART);
  }

  /** Ends the threads, when those at work are done. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
