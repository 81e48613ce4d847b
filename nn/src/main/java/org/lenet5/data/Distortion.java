package org.lenet5.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far training images are distorted, each anew in every epoch: the planar distortions of LeCun
 * et al. 1998, III.A (translation, scaling, squeezing, horizontal shear; the paper gives no
 * amplitudes), three that it does not have, rotation, mirroring and elastic deformation (Simard,
 * Steinkraus and Platt 2003), and the noise of its section III.E.
 *
 * <p>Each amplitude a is the half-width of a uniform distribution around no change, but for the
 * elastic one and the chances. In this order, about the image's centre: left and right change
 * places, one axis is stretched by 1 + u and the other shrunk by it, both are scaled by 1 + u, the
 * rows are sheared, all is rotated, then moved; noise comes last. What is drawn for a sample is a
 * function of (seed, epoch, sample).
 *
 * @param translate pixels of the stored image, down and across, 0 to 64
 * @param scale share of the size, 0 to 0.5
 * @param squeeze share of the size, 0 to 0.5
 * @param shear pixels across for each pixel down, 0 to 1
 * @param rotate degrees, 0 to 180
 * @param mirror the chance of left and right to change places, 0 to 1
 * @param elastic root mean square of the displacements down and across, in pixels, 0 to 16
 * @param smooth standard deviation of the bell that smooths the displacements, in pixels, 1 to 64
 * @param noise the chance of each unit of the network's input to be turned to its opposite, ink for
 *     background, 0 to 1
 * @param originals the share of samples that are left as they are, 0 to 1; the paper's is 0.1
 */
public record Distortion(
    double translate,
    double scale,
    double squeeze,
    double shear,
    double rotate,
    double mirror,
    double elastic,
    double smooth,
    double noise,
    double originals) {

  /** No distortion. */
  public static final Distortion NONE = new Distortion(0, 0, 0, 0, 0, 0, 0, 4, 0, 0.1);

  /**
   * The paper's four kinds, by amplitudes chosen on a hold-out; {@code
   * docs/decisions/0006-distortions.md} has the trials.
   */
  public static final Distortion DEFAULT = new Distortion(1, 0.15, 0.1, 0.3, 0, 0, 0, 4, 0, 0.1);

  /**
   * @throws IllegalArgumentException if an amplitude is out of its range
   */
  public Distortion {
    check("translate", translate, 0, 64);
    check("scale", scale, 0, 0.5);
    check("squeeze", squeeze, 0, 0.5);
    check("shear", shear, 0, 1);
    check("rotate", rotate, 0, 180);
    check("mirror", mirror, 0, 1);
    check("elastic", elastic, 0, 16);
    check("smooth", smooth, 1, 64);
    check("noise", noise, 0, 1);
    check("originals", originals, 0, 1);
  }

  /** Whether every image is left as it is. */
  public boolean isNone() {
    return originals == 1
        || translate == 0
            && scale == 0
            && squeeze == 0
            && shear == 0
            && rotate == 0
            && mirror == 0
            && elastic == 0
            && noise == 0;
  }

  /**
   * Reads what {@link #toString} writes: {@code none}, {@code default}, or amplitudes such as
   * {@code translate=2,shear=0.2}, where those not named are zero; {@code default,rotate=10}
   * changes the default.
   *
   * @throws IllegalArgumentException if the text is something else or an amplitude out of its range
   */
  public static Distortion parse(String text) {
    Map<String, Double> amplitudes = new LinkedHashMap<>(NONE.amplitudes());
    String[] words = text.split(",", -1);
    for (int i = 0; i < words.length; i++) {
      String[] parts = words[i].split("=", -1);
      if (i == 0 && words[i].equals("default")) {
        amplitudes.putAll(DEFAULT.amplitudes());
      } else if (parts.length == 2 && amplitudes.containsKey(parts[0])) {
        amplitudes.put(parts[0], number(parts[0], parts[1]));
      } else if (words.length > 1 || !text.equals("none")) {
        throw new IllegalArgumentException(
            "distortion: got %s, expected none, default, or NAME=NUMBER,... with names of %s"
                .formatted(text, String.join(", ", amplitudes.keySet())));
      }
    }
    return new Distortion(
        amplitudes.get("translate"),
        amplitudes.get("scale"),
        amplitudes.get("squeeze"),
        amplitudes.get("shear"),
        amplitudes.get("rotate"),
        amplitudes.get("mirror"),
        amplitudes.get("elastic"),
        amplitudes.get("smooth"),
        amplitudes.get("noise"),
        amplitudes.get("originals"));
  }

  /** All that differs from {@link #NONE}, as {@link #parse} reads it. */
  @Override
  public String toString() {
    if (isNone()) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    Map<String, Double> none = NONE.amplitudes();
    amplitudes()
        .forEach(
            (name, value) -> {
              if (!value.equals(none.get(name))) {
                text.append(text.isEmpty() ? "" : ",").append(name).append('=');
                text.append(value == Math.rint(value) ? Long.toString(value.longValue()) : value);
              }
            });
    return text.toString();
  }

  private Map<String, Double> amplitudes() {
    Map<String, Double> amplitudes = new LinkedHashMap<>();
    amplitudes.put("translate", translate);
    amplitudes.put("scale", scale);
    amplitudes.put("squeeze", squeeze);
    amplitudes.put("shear", shear);
    amplitudes.put("rotate", rotate);
    amplitudes.put("mirror", mirror);
    amplitudes.put("elastic", elastic);
    amplitudes.put("smooth", smooth);
    amplitudes.put("noise", noise);
    amplitudes.put("originals", originals);
    return amplitudes;
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "distortion: got %s=%s, expected a number".formatted(name, text), e);
    }
  }

  private static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "distortion: got %s=%s, expected %s to %s".formatted(name, value, low, high));
    }
  }
}
