/**
 * The mathematics of LeNet-5 on {@code java.base} alone: data, networks, training, evaluation and
 * reading.
 *
 * <p>What a program needs is some twenty types; the rest serves them.
 *
 * <table>
 *   <caption>In the order in which a program meets them</caption>
 *   <tr><td>{@link org.lenet5.data.Image}, {@link org.lenet5.data.Dataset}, {@link
 *       org.lenet5.data.Mnist}</td><td>ink on 28x28, and labelled sets of it</td></tr>
 *   <tr><td>{@link org.lenet5.data.Preprocessing}, {@link org.lenet5.data.Distortion}</td><td>what
 *       a network sees of an image, and in training</td></tr>
 *   <tr><td>{@link org.lenet5.reading.Picture}, {@link org.lenet5.reading.DigitFinder}</td><td>from
 *       light to ink</td></tr>
 *   <tr><td>{@link org.lenet5.network.LeNet5}, {@link org.lenet5.network.Network}, {@link
 *       org.lenet5.network.Architecture}</td><td>networks as pages of code</td></tr>
 *   <tr><td>{@link org.lenet5.model.Model}, {@link org.lenet5.model.Pretrained}</td><td>a network
 *       with weights; the weights inside</td></tr>
 *   <tr><td>{@link org.lenet5.model.Classifier}, {@link org.lenet5.model.BatchClassifier}, {@link
 *       org.lenet5.model.Prediction}</td><td>answers for one image, for many</td></tr>
 *   <tr><td>{@link org.lenet5.train.Trainer}, {@link org.lenet5.train.TrainingOptions}</td><td>makes
 *       weights</td></tr>
 *   <tr><td>{@link org.lenet5.learning.Optimizer}, {@link org.lenet5.learning.LearningRate}, {@link
 *       org.lenet5.learning.Loss}</td><td>the parts of the options</td></tr>
 *   <tr><td>{@link org.lenet5.eval.Evaluator}, {@link org.lenet5.eval.Evaluation}</td><td>what
 *       weights are worth</td></tr>
 *   <tr><td>{@link org.lenet5.engine.Engine}, {@link org.lenet5.engine.Engines}</td><td>where it is
 *       all computed</td></tr>
 * </table>
 *
 * <p>Faster kernels are found as services where they are present.
 */
module org.lenet5.nn {
  exports org.lenet5.data;
  exports org.lenet5.layer;
  exports org.lenet5.network;
  exports org.lenet5.learning;
  exports org.lenet5.engine;
  exports org.lenet5.model;
  exports org.lenet5.eval;
  exports org.lenet5.train;
  exports org.lenet5.reading;
  exports org.lenet5.base to
      org.lenet5.paper;
  exports org.lenet5.kernel to
      org.lenet5.simd;

  uses org.lenet5.kernel.KernelsProvider;
}
