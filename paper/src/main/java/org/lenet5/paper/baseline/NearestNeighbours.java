package org.lenet5.paper.baseline;

import java.util.Arrays;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.data.Holdout;
import org.lenet5.eval.Evaluation;

/**
 * The k nearest training images by Euclidean distance between their bytes vote (LeCun et al. 1998,
 * section III.C.2).
 *
 * <p>Distances are exact integers, {@code |t|^2 - 2 t x + |x|^2}. Of equal distances the lower
 * training index is nearer; of classes with equal votes the one with the nearest neighbour wins.
 *
 * <p>The products run over the ink of a training image alone, four fifths of MNIST being
 * background, and over 256 test images at once.
 */
public final class NearestNeighbours implements Baseline {
  /** Test images in one piece of work. Half as many take an eighth longer. */
  private static final int LANES = 256;

  /** Pixels in one pass over the lanes, so that a sum is loaded and stored once in eight terms. */
  private static final int PASS = 8;

  /** Products that a float adds exactly, in any order: {@code 256 x 255^2 < 2^24}. */
  private static final int EXACT = 256;

  /** {@code 255^2} times this is the largest distance that an int holds. */
  private static final int LARGEST_IMAGE = Integer.MAX_VALUE / (255 * 255);

  private final int k;
  private final Ink ink;
  private final int[] labels;
  private final int pixels;
  private final int classes;

  private NearestNeighbours(Dataset train, int k) {
    this.k = k;
    ink = new Ink(train);
    labels = train.classNumbers();
    pixels = train.rows() * train.columns();
    classes = train.classes();
  }

  /**
   * A classifier that asks the {@code k} nearest of the training images.
   *
   * @throws IllegalArgumentException if k is not within 1 to the number of samples, or an image has
   *     more than 33,025 pixels
   */
  public static NearestNeighbours of(Dataset train, int k) {
    if (k < 1 || k > train.size()) {
      throw new IllegalArgumentException(
          "%s: got k = %d, expected 1 to %d".formatted(train.name(), k, train.size()));
    }
    if (train.rows() * train.columns() > LARGEST_IMAGE) {
      throw new IllegalArgumentException(
          "%s: got images of %d pixels, expected at most %d"
              .formatted(train.name(), train.rows() * train.columns(), LARGEST_IMAGE));
    }
    return new NearestNeighbours(train, k);
  }

  /**
   * The k, 1 to {@code largest}, with the fewest mistakes on samples kept back from the training
   * set; the least of equals.
   *
   * @param kept how many samples to keep back, {@link Holdout the same in every run}
   * @throws IllegalArgumentException if {@code kept} or {@code largest} leaves no sample to ask
   */
  public static int chooseK(Dataset train, int kept, int largest, Team team) {
    Holdout holdout = Holdout.of(train, kept);
    NearestNeighbours all = of(holdout.train(), largest);
    int[] nearest = all.nearest(holdout.valid(), team);
    int[] mistakes = new int[largest + 1];
    for (int i = 0; i < kept; i++) {
      for (int k = 1; k <= largest; k++) {
        int answer = winner(all.votes(nearest, i * largest, k), nearest, i * largest, all.labels);
        mistakes[k] += answer == holdout.valid().label(i) ? 0 : 1;
      }
    }
    int best = 1;
    for (int k = 2; k <= largest; k++) {
      best = mistakes[k] < mistakes[best] ? k : best;
    }
    return best;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A class's probability is {@code (votes + 1/classes) / (k + 1)}: one more vote, spread
   * evenly, so that no class is impossible.
   */
  @Override
  public Evaluation evaluate(Dataset test, Team team) {
    int[] nearest = nearest(test, team);
    int n = test.size();
    int[] answers = new int[n];
    double[] confidences = new double[n];
    double[] losses = new double[n];
    for (int i = 0; i < n; i++) {
      int[] votes = votes(nearest, i * k, k);
      answers[i] = winner(votes, nearest, i * k, labels);
      confidences[i] = probability(votes[answers[i]]);
      losses[i] = -StrictMath.log(probability(votes[test.label(i)]));
    }
    return new Evaluation(test.classNames(), test.classNumbers(), answers, confidences, losses);
  }

  @Override
  public long parameters() {
    return (long) labels.length * pixels;
  }

  @Override
  public long multiplyAdds() {
    return (long) labels.length * pixels;
  }

  private double probability(int votes) {
    return (votes + 1.0 / classes) / (k + 1);
  }

  private int[] votes(int[] nearest, int at, int count) {
    int[] votes = new int[classes];
    for (int j = 0; j < count; j++) {
      votes[labels[nearest[at + j]]]++;
    }
    return votes;
  }

  private static int winner(int[] votes, int[] nearest, int at, int[] labels) {
    int most = Arrays.stream(votes).max().getAsInt();
    int j = at;
    while (votes[labels[nearest[j]]] < most) {
      j++;
    }
    return labels[nearest[j]];
  }

  /** Training indices {@code [test sample][k]}, nearest first. */
  int[] nearest(Dataset test, Team team) {
    Baseline.requireFit(test, pixels, classes);
    int[] nearest = new int[test.size() * k];
    team.run(
        Math.ceilDiv(test.size(), LANES),
        (item, worker) -> {
          int from = item * LANES;
          int lanes = Math.min(LANES, test.size() - from);
          System.arraycopy(search(test, from, lanes), 0, nearest, from * k, lanes * k);
        });
    return nearest;
  }

  /** Training indices {@code [lane][k]} of the test samples from {@code from} on. */
  private int[] search(Dataset test, int from, int lanes) {
    float[][] x = new float[pixels][lanes];
    for (int lane = 0; lane < lanes; lane++) {
      for (int p = 0; p < pixels; p++) {
        x[p][lane] = test.pixels()[(from + lane) * pixels + p] & 0xff;
      }
    }
    int[] nearest = new int[lanes * k];
    int[] distances = new int[lanes * k];
    int[] farthest = new int[lanes]; // the k-th distance of each lane
    Arrays.fill(distances, Integer.MAX_VALUE);
    Arrays.fill(farthest, Integer.MAX_VALUE);
    float[] sums = new float[lanes];
    int[] products = new int[lanes];
    for (int t = 0; t < labels.length; t++) {
      ink.multiply(t, x, sums, products);
      for (int lane = 0; lane < lanes; lane++) {
        int distance = ink.squares[t] - 2 * products[lane]; // but for |x|^2, which changes no order
        if (distance < farthest[lane]) {
          insert(t, distance, nearest, distances, lane * k);
          farthest[lane] = distances[lane * k + k - 1];
        }
      }
    }
    return nearest;
  }

  /** Puts a training image into its place among the k nearest, after those of equal distance. */
  private void insert(int t, int distance, int[] nearest, int[] distances, int at) {
    int j = at + k - 1;
    for (; j > at && distances[j - 1] > distance; j--) {
      distances[j] = distances[j - 1];
      nearest[j] = nearest[j - 1];
    }
    distances[j] = distance;
    nearest[j] = t;
  }

  /** Training images as lists of the pixels that are not 0, each list a whole number of passes. */
  private static final class Ink {
    /** {@code |t|^2} of each image. */
    final int[] squares;

    private final int[] starts;
    private final char[] places;
    private final byte[] values;

    Ink(Dataset train) {
      int n = train.size();
      int size = train.rows() * train.columns();
      byte[] pixels = train.pixels();
      squares = new int[n];
      starts = new int[n + 1];
      for (int t = 0; t < n; t++) {
        int count = 0;
        for (int p = t * size; p < (t + 1) * size; p++) {
          int value = pixels[p] & 0xff;
          squares[t] += value * value;
          count += value == 0 ? 0 : 1;
        }
        starts[t + 1] = starts[t] + Math.ceilDiv(count, PASS) * PASS;
      }
      places = new char[starts[n]];
      values = new byte[starts[n]]; // what fills up a pass is 0 times pixel 0
      for (int t = 0; t < n; t++) {
        int at = starts[t];
        for (int p = 0; p < size; p++) {
          if (pixels[t * size + p] != 0) {
            places[at] = (char) p;
            values[at++] = pixels[t * size + p];
          }
        }
      }
    }

    /**
     * Products of one training image with test images {@code x [pixel][lane]}.
     *
     * @param sums {@code [lane]}, scratch
     * @param products {@code [lane]}. Overwritten.
     */
    void multiply(int t, float[][] x, float[] sums, int[] products) {
      Arrays.fill(products, 0);
      for (int from = starts[t]; from < starts[t + 1]; from += EXACT) {
        Arrays.fill(sums, 0);
        int to = Math.min(from + EXACT, starts[t + 1]);
        for (int i = from; i < to; i += PASS) {
          addPass(i, x, sums);
        }
        for (int lane = 0; lane < products.length; lane++) {
          products[lane] += (int) sums[lane];
        }
      }
    }

    /** The test images' arrays are read from 0: HotSpot makes vector instructions of this loop. */
    private void addPass(int i, float[][] x, float[] sums) {
      float a = values[i] & 0xff;
      float b = values[i + 1] & 0xff;
      float c = values[i + 2] & 0xff;
      float d = values[i + 3] & 0xff;
      float e = values[i + 4] & 0xff;
      float f = values[i + 5] & 0xff;
      float g = values[i + 6] & 0xff;
      float h = values[i + 7] & 0xff;
      float[] xa = x[places[i]];
      float[] xb = x[places[i + 1]];
      float[] xc = x[places[i + 2]];
      float[] xd = x[places[i + 3]];
      float[] xe = x[places[i + 4]];
      float[] xf = x[places[i + 5]];
      float[] xg = x[places[i + 6]];
      float[] xh = x[places[i + 7]];
      for (int lane = 0; lane < sums.length; lane++) {
        sums[lane] =
            sums[lane]
                + a * xa[lane]
                + b * xb[lane]
                + c * xc[lane]
                + d * xd[lane]
                + e * xe[lane]
                + f * xf[lane]
                + g * xg[lane]
                + h * xh[lane];
      }
    }
  }
}
