package org.lenet5.model;

import java.util.List;
import org.lenet5.data.Image;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;

/**
 * Classifies images one at a time, on the calling thread, with the least latency and the bits of an
 * evaluation. Safe to share between any number of threads. For many images at once there is {@link
 * BatchClassifier}.
 */
public final class Classifier {
  private final List<Member> members;

  /** A classifier with the fastest kernels there are. */
  public Classifier(Model model) {
    this(model, Engines.best(1));
  }

  /**
   * @param model its parameters must not change from now on
   * @param engine computes; the caller closes it
   */
  public Classifier(Model model, Engine engine) {
    this(List.of(model), engine);
  }

  /**
   * A committee, whose answer is the mean of its members' probabilities.
   *
   * @param models at least one, of the same classes; their parameters must not change from now on
   * @param engine computes; the caller closes it
   * @throws IllegalArgumentException if there are none, or their classes differ
   */
  public Classifier(List<Model> models, Engine engine) {
    members = Member.of(models, engine);
  }

  /** Classifies one image of any size; it is fitted to the network's input as in training. */
  public Prediction classify(Image image) {
    return Prediction.mean(members.stream().map(member -> member.classify(image)).toList());
  }
}
