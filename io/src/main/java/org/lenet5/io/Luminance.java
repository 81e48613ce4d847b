package org.lenet5.io;

/**
 * Grey levels of colours on white paper: {@code Y = 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601) of
 * the values as stored, 0 to 255. Grey keeps its value.
 */
final class Luminance {

  private Luminance() {}

  /** In 16 bits of fraction; the three weights add up to 1, so that grey stays as it is. */
  static int of(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
  }

  /** Ink of which {@code alpha / 255} covers the paper. */
  static int onWhite(int luminance, int alpha) {
    return alpha == 255 ? luminance : (luminance * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  /** Of a colour as {@link #argb} has it. */
  static int onWhite(int argb) {
    return onWhite(of(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff), argb >>> 24);
  }

  /** Alpha and a colour, each 0 to 255, in one number. */
  static int argb(int alpha, int red, int green, int blue) {
    return alpha << 24 | red << 16 | green << 8 | blue;
  }

  /** The same with red, green and blue times alpha / 255. */
  static int timesAlpha(int argb) {
    int alpha = argb >>> 24;
    return alpha == 255
        ? argb
        : argb(
            alpha,
            ((argb >> 16 & 0xff) * alpha + 127) / 255,
            ((argb >> 8 & 0xff) * alpha + 127) / 255,
            ((argb & 0xff) * alpha + 127) / 255);
  }

  /** A sample of fewer or more bits than 8, from 0 to {@code most}, as one of 0 to 255. */
  static int scaled(int sample, int most) {
    return (sample * 255 + most / 2) / most;
  }
}
