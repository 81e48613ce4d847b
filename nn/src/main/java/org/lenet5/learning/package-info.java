/**
 * What it means to learn, apart from where it is computed: {@link org.lenet5.learning.Loss} is made
 * small by an {@link org.lenet5.learning.Optimizer} at a {@link org.lenet5.learning.LearningRate};
 * {@link org.lenet5.learning.Softmax} makes probabilities of outputs.
 */
package org.lenet5.learning;
