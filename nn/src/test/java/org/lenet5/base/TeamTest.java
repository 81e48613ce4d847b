package org.lenet5.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timeout here means a hang, not slowness. */
@Timeout(60)
class TeamTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void doesEveryItemOnce(int size) {
    try (Team team = new Team(size)) {
      assertThat(team.size()).isEqualTo(size);
      for (int count = 0; count < 50; count++) {
        AtomicIntegerArray done = new AtomicIntegerArray(count + 1);
        team.run(
            count,
            (item, worker) -> {
              assertThat(worker).isBetween(0, size - 1);
              done.incrementAndGet(item);
            });
        for (int item = 0; item < count; item++) {
          assertThat(done.get(item)).as("item %d of %d", item, count).isOne();
        }
        assertThat(done.get(count)).isZero();
      }
    }
  }

  /**
   * Plain arrays: what the items wrote must be seen after run, and what was written before, by
   * them.
   */
  @Test
  void manyRoundsSeeEachOthersWrites() {
    int[] values = new int[7];
    int rounds = 2_000;
    try (Team team = new Team(3)) {
      for (int round = 0; round < rounds; round++) {
        team.run(values.length, (item, worker) -> values[item]++);
      }
    }
    assertThat(values).containsOnly(rounds);
  }

  /** Items that wait for each other, so that no thread gets to another's share. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void beginsWithTheSameShareInEveryRound(int size) {
    try (Team team = new Team(size)) {
      for (int round = 0; round < 20; round++) {
        CountDownLatch all = new CountDownLatch(size);
        int[] workers = new int[size];
        team.run(
            size,
            (item, worker) -> {
              workers[item] = worker;
              meet(all);
            });
        for (int item = 0; item < size; item++) {
          assertThat(workers[item]).isEqualTo(item);
        }
      }
    }
  }

  /** One item waits for all others, those of its own thread's share too. */
  @Test
  void takesWhatOthersHaveNotBegun() {
    try (Team team = new Team(3)) {
      for (int slow = 0; slow < 9; slow++) {
        int waiting = slow;
        CountDownLatch others = new CountDownLatch(8);
        team.run(
            9,
            (item, worker) -> {
              if (item == waiting) {
                await(others);
              } else {
                others.countDown();
              }
            });
        assertThat(others.getCount()).isZero();
      }
    }
  }

  @Test
  void wakesThreadsThatSleep() throws InterruptedException {
    try (Team team = new Team(2)) {
      Thread helper = helpers(team, 2).iterator().next();
      for (int round = 0; round < 3; round++) {
        while (helper.getState() != Thread.State.WAITING) {
          Thread.sleep(1);
        }
        // Both items wait for each other, so the helper must take one.
        CountDownLatch both = new CountDownLatch(2);
        team.run(2, (item, worker) -> meet(both));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void exceptionsReachTheCallerAndTheTeamGoesOn(int size) {
    try (Team team = new Team(size)) {
      for (int bad = 0; bad < 10; bad++) {
        RuntimeException thrown = new IllegalStateException("item " + bad);
        int which = bad;
        assertThatThrownBy(
                () ->
                    team.run(
                        10,
                        (item, worker) -> {
                          if (item == which) {
                            throw thrown;
                          }
                        }))
            .isSameAs(thrown);
        AtomicInteger done = new AtomicInteger();
        team.run(10, (item, worker) -> done.incrementAndGet());
        assertThat(done).hasValue(10);
      }
      Error error = new StackOverflowError("on purpose");
      assertThatThrownBy(
              () ->
                  team.run(
                      3,
                      (item, worker) -> {
                        throw error;
                      }))
          .isSameAs(error);
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Team team = new Team(4);
    Set<Thread> helpers = helpers(team, 4);
    assertThat(helpers).hasSize(3).allMatch(Thread::isAlive).allMatch(Thread::isDaemon);
    team.close();
    team.close();
    for (Thread helper : helpers) {
      assertThat(helper.join(Duration.ofSeconds(10))).as(helper.getName()).isTrue();
    }
    assertThatThrownBy(() -> team.run(1, (item, worker) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("threads: got work after close, expected none");
  }

  /** It would wait for itself for ever. */
  @Test
  void refusesWorkFromWithinWork() {
    try (Team team = new Team(2)) {
      for (int refused = 0; refused < 2; refused++) {
        int worker = refused;
        CountDownLatch both = new CountDownLatch(2);
        assertThatThrownBy(
                () ->
                    team.run(
                        2,
                        (item, by) -> {
                          meet(both);
                          if (by == worker) {
                            team.run(1, (inner, other) -> {});
                          }
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("threads: got work from within work, expected none");
      }
    }
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> new Team(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: got 0, expected at least 1");
  }

  /**
   * The team's threads but for the caller: as many items as threads, each waiting for the others.
   */
  private static Set<Thread> helpers(Team team, int size) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(size);
    team.run(
        size,
        (item, worker) -> {
          threads.add(Thread.currentThread());
          meet(all);
        });
    threads.remove(Thread.currentThread());
    return threads;
  }

  private static void meet(CountDownLatch latch) {
    latch.countDown();
    await(latch);
  }

  private static void await(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      if (Thread.interrupted()) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(10_000);
    }
  }
}
