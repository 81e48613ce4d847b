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

  /** A sample of fewer or more bits than 8, from 0 to {@code most}, as one of 0 to 255. */
  static int scaled(int sample, int most) {
    return (sample * 255 + most / 2) / most;
  }
}
