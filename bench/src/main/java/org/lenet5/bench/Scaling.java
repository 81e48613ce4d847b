package org.lenet5.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluator;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * Training throughput at batch 512 on 1, 2, 4 ... threads, in rounds that alternate between them;
 * then the live heap at the end of each epoch of one run, which must not grow, and what an
 * evaluation allocates for sets of different sizes, which must be little beside the images
 * themselves.
 */
public final class Scaling {
  private static final int BATCH = 512;
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;

  /** Images and epochs of the run whose heap is measured. */
  private static final int FEW = 6_000;

  private static final int HEAPS = 8;

  private static final int[] TEST_SIZES = {1_000, 10_000, 60_000};

  private static final Network NETWORK = LeNet5.modern(10);
  private static final int FEW_TO_VALIDATE = 16;

  private Scaling() {}

  public static void main(String[] arguments) throws IOException {
    Dataset data = Mnist.train();
    int cores = Runtime.getRuntime().availableProcessors();
    PreparedSet train = new PreparedSet(Preprocessing.review(), data);
    List<Run> runs = new ArrayList<>();
    for (int threads : threadCounts(cores)) {
      runs.add(new Run(threads, train));
    }
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Run run : runs) {
        run.epochs(1, Trainer.Listener.NONE);
      }
    }
    try (Engine engine = Engines.best(1)) {
      System.out.printf("%s kernels, batch %d, %d rounds%n", engine.name(), BATCH, ROUNDS);
    }
    System.out.println("threads   images/s    of one thread's      from        to");
    for (Run run : runs) {
      Spread ratio = spread(round -> runs.getFirst().seconds(round) / run.seconds(round));
      System.out.printf(
          "%7d %,10.0f %19.2fx %8.2fx %8.2fx%n",
          run.threads,
          data.size() / spread(run::seconds).median(),
          ratio.median(),
          ratio.least(),
          ratio.most());
    }
    printLiveHeaps(new PreparedSet(Preprocessing.review(), data.slice(0, FEW)), cores);
    printAllocations(data, cores);
  }

  /** 1, 2, 4 and so on below the number of cores, and that. */
  public static List<Integer> threadCounts(int cores) {
    return IntStream.concat(
            IntStream.iterate(1, count -> count < cores, count -> 2 * count), IntStream.of(cores))
        .boxed()
        .toList();
  }

  /** Of a value of each round after the warm-up. */
  private static Spread spread(IntToDoubleFunction value) {
    return Spread.of(IntStream.range(WARM_UP, WARM_UP + ROUNDS).mapToDouble(value).toArray());
  }

  private static void printLiveHeaps(PreparedSet train, int threads) {
    System.out.print("live heap at the end of each epoch, MB:");
    Run run = new Run(threads, train);
    run.epochs(
        HEAPS,
        new Trainer.Listener() {
          @Override
          public void epochDone(TrainingState state) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(" %.2f", (runtime.totalMemory() - runtime.freeMemory()) * 1e-6);
          }
        });
    System.out.println();
  }

  private static void printAllocations(Dataset data, int threads) {
    ThreadMXBean allocation = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] weights = NETWORK.initialParameters(42);
    try (Engine engine = Engines.best(threads)) {
      for (int size : TEST_SIZES) {
        PreparedSet test = new PreparedSet(Preprocessing.review(), data.slice(0, size));
        Evaluator.evaluate(NETWORK, weights, test, engine);
        long before = allocation.getTotalThreadAllocatedBytes();
        Evaluator.evaluate(NETWORK, weights, test, engine);
        long bytes = allocation.getTotalThreadAllocatedBytes() - before;
        System.out.printf(
            "an evaluation of %,d images allocates %.2f MB, %d bytes an image%n",
            size, bytes * 1e-6, bytes / size);
      }
    }
  }

  /** One number of threads. */
  private static final class Run {
    private final int threads;
    private final PreparedSet train;
    private final PreparedSet valid;
    private final TrainingOptions review = TrainingOptions.review();
    private final TrainingState state = TrainingState.start(NETWORK, review);

    Run(int threads, PreparedSet train) {
      this.threads = threads;
      this.train = train;
      valid = new PreparedSet(Preprocessing.review(), train.data().slice(0, FEW_TO_VALIDATE));
    }

    /** Trains on for so many epochs. */
    void epochs(int count, Trainer.Listener listener) {
      TrainingOptions options =
          new TrainingOptions(
              review.optimizer(),
              review.learningRate(),
              state.history().size() + count,
              BATCH,
              review.seed(),
              0);
      try (Engine engine = Engines.best(threads)) {
        new Trainer(NETWORK, options, engine).train(state, train, valid, listener);
      }
    }

    double seconds(int epoch) {
      return state.history().get(epoch).trainingSeconds();
    }
  }
}
