package org.lenet5.train;

/**
 * What one epoch brought.
 *
 * @param epoch number of the epoch, from 0
 * @param trainLoss mean loss of the epoch's samples, each before the step it took part in
 * @param validLoss mean loss on the validation set after the epoch
 * @param trainAccuracy share of right answers on the training set, 0 to 1: after the epoch, or
 *     {@linkplain TrainingOptions#untilAccuracy if training hurries}, each before the step it took
 *     part in
 * @param validAccuracy share of right answers on the validation set after the epoch, 0 to 1
 * @param trainingSeconds wall time of the steps alone
 * @param seconds wall time with the evaluations
 */
public record EpochResult(
    int epoch,
    double trainLoss,
    double validLoss,
    double trainAccuracy,
    double validAccuracy,
    double trainingSeconds,
    double seconds) {}
