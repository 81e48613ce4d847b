package org.lenet5.reading;

/**
 * What may be the digit.
 *
 * @param strokes in the picture, or in the part of it that was searched
 * @param box around them in the whole picture
 * @param ruled whether lines were taken out around and under them
 * @param score how much it looks like a digit, 0 to 1: its strokes account for the picture's
 *     departures from the paper, end in edges, and keep off the border
 */
record Candidate(Strokes strokes, Box box, boolean ruled, double score) {

  /**
   * How much a contact with the border counts, of as many pixels as a square of the ink is wide.
   */
  private static final double CONTACT = 0.25;

  /** What goes on beyond the picture is rarely the digit. */
  private static final double TOUCHING = 0.85;

  /** A later idea has to be better by this: the simplest has the truest edges; */
  private static final double CLEARLY = 1.05;

  /** or nearly as good, if what it finds is */
  private static final double NEARLY = 0.9;

  /** smaller by this: what is left of the edge of a shadow makes a digit larger. */
  private static final double SMALLER = 0.9;

  /** Of so many strokes the edges are looked at: the others are lighter. */
  private static final int OUTLINES = 8;

  /** Less of its convex hull is a line. */
  private static final double THIN = 0.88;

  /**
   * The digit of some strokes.
   *
   * @param squares what there is to account for
   */
  static Candidate of(Strokes strokes, boolean ruled, double squares) {
    double pixels = 0;
    double contact = 0;
    for (Region stroke : strokes.kept()) {
      pixels += stroke.pixels();
      contact += stroke.contact();
    }
    double accounted = strokes.squares() / (squares - strokes.dropped());
    double free = (contact > 0 ? TOUCHING : 1) / (1 + CONTACT * contact / Math.sqrt(pixels));
    return new Candidate(strokes, strokes.box(), ruled, sharpness(strokes) * accounted * free);
  }

  /** Whether strokes go on to the border of what was searched. */
  boolean touches() {
    return strokes.kept().stream().anyMatch(stroke -> stroke.contact() > 0);
  }

  /** Whether it is lines rather than an area. */
  boolean isThin() {
    Region heaviest = strokes.heaviest();
    return heaviest.pixels() < THIN * new Outline(strokes.regions(), heaviest).hullArea();
  }

  /** The mean over strokes, by their ink. */
  private static double sharpness(Strokes strokes) {
    Box box = strokes.box();
    double sum = 0;
    double mass = 0;
    for (Region stroke :
        strokes.kept().stream()
            .sorted((a, b) -> Long.compare(b.mass(), a.mass()))
            .limit(OUTLINES)
            .toList()) {
      sum += stroke.mass() * new Outline(strokes.regions(), stroke).sharpness(box.longer());
      mass += stroke.mass();
    }
    return sum / mass;
  }

  /** Whether this is to be preferred to the candidate of an earlier idea of the paper. */
  boolean isBetterThan(Candidate earlier) {
    boolean smaller = box.longer() < SMALLER * earlier.box.longer();
    return score > (smaller ? NEARLY : CLEARLY) * earlier.score;
  }

  /** The same found in a part of a picture that begins at a place, with another score. */
  Candidate in(Box part, double newScore) {
    return new Candidate(strokes, box.moved(part.top(), part.left()), ruled, newScore);
  }
}
