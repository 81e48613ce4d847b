package org.lenet5.learning;

/** The learning rate of each step of a run. */
public sealed interface LearningRate {

  /** The rate that the schedule begins with, or rises to: above 0, up to 1000. */
  double rate();

  /**
   * The rate of one step.
   *
   * @param epoch the step's epoch, from 0
   * @param progress share of the whole run's steps that lie before this one, in [0, 1)
   */
  double at(int epoch, double progress);

  /** Whether the rate of a step depends on how long the run will be. */
  default boolean dependsOnLength() {
    return true;
  }

  /** The same rate throughout. */
  record Constant(double rate) implements LearningRate {
    public Constant {
      check(rate);
    }

    @Override
    public double at(int epoch, double progress) {
      return rate;
    }

    @Override
    public boolean dependsOnLength() {
      return false;
    }
  }

  /**
   * {@code rate factor^(epoch / every)}, the quotient rounded down.
   *
   * @param every epochs between two drops, at least 1
   * @param factor in (0, 1]
   */
  record Step(double rate, int every, double factor) implements LearningRate {
    public Step {
      check(rate);
      if (every < 1 || !(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException(
            "step schedule: got a factor of %s every %d epochs, expected a factor in (0, 1] and at least 1 epoch"
                .formatted(factor, every));
      }
    }

    @Override
    public double at(int epoch, double progress) {
      return rate * StrictMath.pow(factor, epoch / every);
    }

    @Override
    public boolean dependsOnLength() {
      return false;
    }
  }

  /** Half a cosine from the rate down to zero (Loshchilov and Hutter 2017, one period). */
  record Cosine(double rate) implements LearningRate {
    public Cosine {
      check(rate);
    }

    @Override
    public double at(int epoch, double progress) {
      return rate * halfCosine(progress);
    }
  }

  /**
   * Half a cosine up from rate/25 for the first 30% of the steps, then half a cosine down to
   * rate/250,000 (Smith and Topin 2018; proportions as PyTorch's OneCycleLR).
   */
  record OneCycle(double rate) implements LearningRate {
    private static final double WARM_UP = 0.3;
    private static final double START = 1 / 25.0;
    private static final double END = START / 1e4;

    public OneCycle {
      check(rate);
    }

    @Override
    public double at(int epoch, double progress) {
      if (progress < WARM_UP) {
        return rate * (1 - (1 - START) * halfCosine(progress / WARM_UP));
      }
      return rate * (END + (1 - END) * halfCosine((progress - WARM_UP) / (1 - WARM_UP)));
    }
  }

  /**
   * The paper's stages (LeCun et al. 1998, section III.B): the rate in epochs 0 and 1, then 0.4,
   * 0.2, 0.1 and 0.02 of it from epochs 2, 5, 8 and 12 on. The paper's rate is 0.0005.
   *
   * @param stretch every stage lasts so many times as long, at least 1: for a part of the training
   *     set, so that each stage sees as many patterns
   */
  record Paper(double rate, int stretch) implements LearningRate {
    private static final int[] FROM = {2, 5, 8, 12};
    private static final double[] SHARE = {0.4, 0.2, 0.1, 0.02};

    public Paper {
      check(rate);
      if (stretch < 1) {
        throw new IllegalArgumentException(
            "stretch: got %d, expected at least 1".formatted(stretch));
      }
    }

    @Override
    public double at(int epoch, double progress) {
      double share = 1;
      for (int stage = 0; stage < FROM.length && epoch / stretch >= FROM[stage]; stage++) {
        share = SHARE[stage];
      }
      return rate * share;
    }

    @Override
    public boolean dependsOnLength() {
      return false;
    }
  }

  /** From 1 at 0 to 0 at 1. */
  private static double halfCosine(double t) {
    return 0.5 * (1 + StrictMath.cos(Math.PI * t));
  }

  private static void check(double rate) {
    if (!(rate > 0 && rate <= 1e3)) {
      throw new IllegalArgumentException(
          "learning rate: got %s, expected a number above 0 and up to 1000".formatted(rate));
    }
  }
}
