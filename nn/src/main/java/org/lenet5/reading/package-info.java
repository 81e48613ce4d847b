/**
 * From pictures to images: {@link org.lenet5.reading.DigitFinder} tells ink from paper in a {@link
 * org.lenet5.reading.Picture}, which is light, and makes an image like MNIST's of it, which is ink.
 * {@code Contrast} and {@code Strokes} are its two steps.
 */
package org.lenet5.reading;
