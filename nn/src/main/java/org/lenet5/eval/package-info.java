/**
 * What a model is worth. {@link org.lenet5.eval.Evaluator} runs it over a data set and returns an
 * {@link org.lenet5.eval.Evaluation}, to be read first; {@link org.lenet5.eval.RejectionCurve} says
 * what rejecting uncertain answers gains, {@link org.lenet5.eval.Calibrator} how far probabilities
 * can be trusted.
 */
package org.lenet5.eval;
