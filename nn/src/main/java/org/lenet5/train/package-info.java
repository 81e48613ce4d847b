/**
 * Training: {@link org.lenet5.train.Trainer}, to be read first, turns a {@link
 * org.lenet5.train.TrainingState} into a later one, epoch by epoch, as {@link
 * org.lenet5.train.TrainingOptions} say.
 */
package org.lenet5.train;
