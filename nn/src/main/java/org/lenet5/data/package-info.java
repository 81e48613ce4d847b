/**
 * Images of ink and labelled sets of them, and what is done to them before a network sees them.
 * Read {@link org.lenet5.data.Image} first, then {@link org.lenet5.data.Dataset} and {@link
 * org.lenet5.data.Preprocessing}; {@link org.lenet5.data.Distortion} says how training images are
 * distorted, {@link org.lenet5.data.Holdout} keeps some back, {@link org.lenet5.data.Mnist} reads
 * the digits inside, {@link org.lenet5.data.Polarity} tells light ink from dark.
 */
package org.lenet5.data;
