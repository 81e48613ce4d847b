/**
 * From pictures to images: {@link org.lenet5.reading.DigitFinder} tells ink from paper in a {@link
 * org.lenet5.reading.Picture}, which is light, and makes an image like MNIST's of it, which is ink.
 * {@code Search} tries one idea of the paper after the other; read it first, then {@code InkMap},
 * {@code Regions}, {@code Strokes} and {@code Fitting}, which are its steps.
 */
package org.lenet5.reading;
