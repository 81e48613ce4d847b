package org.lenet5.bench.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.model.Classifier;
import org.lenet5.model.Pretrained;

/**
 * One classifier asked by many threads at once: every answer must have the bits of the one that a
 * thread by itself gets.
 *
 * @param answers of all threads together
 * @param wrong those with another probability
 */
record SharedClassifier(long answers, long wrong) {
  static final int THREADS = 32;
  private static final int IMAGES = 1000;

  static SharedClassifier ask(Duration time, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Dataset images = Mnist.test().slice(0, IMAGES);
    Classifier alone = new Classifier(Pretrained.lenet5());
    double[][] expected = new double[IMAGES][];
    for (int i = 0; i < IMAGES; i++) {
      expected[i] = alone.classify(images.image(i)).probabilities();
    }
    Classifier shared = new Classifier(Pretrained.lenet5());
    long deadline = System.nanoTime() + time.toNanos();
    List<Future<SharedClassifier>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int t = 0; t < THREADS; t++) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + t);
        all.add(threads.submit(() -> ask(shared, images, expected, random, deadline)));
      }
    }
    long answers = 0;
    long wrong = 0;
    for (Future<SharedClassifier> one : all) {
      answers += one.get().answers;
      wrong += one.get().wrong;
    }
    return new SharedClassifier(answers, wrong);
  }

  private static SharedClassifier ask(
      Classifier shared,
      Dataset images,
      double[][] expected,
      RandomGenerator random,
      long deadline) {
    long answers = 0;
    long wrong = 0;
    while (System.nanoTime() < deadline) {
      int i = random.nextInt(IMAGES);
      if (!Arrays.equals(shared.classify(images.image(i)).probabilities(), expected[i])) {
        wrong++;
      }
      answers++;
    }
    return new SharedClassifier(answers, wrong);
  }
}
