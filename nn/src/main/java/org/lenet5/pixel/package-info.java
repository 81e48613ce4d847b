/**
 * Bytes of images brought to other sizes and places, in integer arithmetic that is the same on
 * every machine: {@code BilinearResize} has Pillow's bits, {@code Bilinear} samples at any place,
 * {@code Pad} surrounds with background. Used by data and reading; not exported.
 */
package org.lenet5.pixel;
