/**
 * Trained networks and their use. Read {@link org.lenet5.model.Model} first: a network, its weights
 * and all it takes to use them. {@link org.lenet5.model.Classifier} answers for one image, {@link
 * org.lenet5.model.BatchClassifier} for many, with a {@link org.lenet5.model.Prediction} each;
 * {@link org.lenet5.model.Pretrained} has the weights inside the program.
 */
package org.lenet5.model;
