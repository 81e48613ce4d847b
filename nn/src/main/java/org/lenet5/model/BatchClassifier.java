package org.lenet5.model;

import java.util.List;
import java.util.stream.IntStream;
import org.lenet5.data.Image;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;

/**
 * Classifies many images at once, with the speed of an evaluation and the bits of {@link
 * Classifier}. Reusable, and safe to share between threads.
 *
 * <p>By itself it works on the calling thread alone, so that a service or a Spark task decides how
 * many threads there are. With an engine of several threads each call has all of them, and calls
 * wait for each other.
 */
public final class BatchClassifier {
  private final List<Member> members;

  /** On the calling thread alone, with the fastest kernels there are. */
  public BatchClassifier(Model model) {
    this(model, Engines.best(1));
  }

  /**
   * @param model its parameters must not change from now on
   * @param engine computes; the caller closes it
   */
  public BatchClassifier(Model model, Engine engine) {
    this(List.of(model), engine);
  }

  /**
   * A committee, whose answer is the mean of its members' probabilities.
   *
   * @param models at least one, of the same classes; their parameters must not change from now on
   * @param engine computes; the caller closes it
   * @throws IllegalArgumentException if there are none, or their classes differ
   */
  public BatchClassifier(List<Model> models, Engine engine) {
    members = Member.of(models, engine);
  }

  /** Classifies images of any size; one prediction for each, in order. */
  public List<Prediction> classify(List<Image> images) {
    List<Prediction[]> each = members.stream().map(member -> member.classify(images)).toList();
    return IntStream.range(0, images.size())
        .mapToObj(i -> Prediction.mean(each.stream().map(predictions -> predictions[i]).toList()))
        .toList();
  }
}
