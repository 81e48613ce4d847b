package org.lenet5.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lenet5.data.Image;

/**
 * Looks for a digit. What the paper is like decides what is ink, so one idea of it is tried after
 * the other, the simplest first: if the border is all paper, and what is found looks like a digit,
 * that is it. Otherwise each idea has its candidate, and the best is chosen. If what is found holds
 * something, a frame or a sheet on a desk, the search begins again inside it.
 */
final class Search {

  /** What is found on even paper is the digit if it has this score, */
  private static final double GOOD = 0.5;

  /** or this one if it is lines: if the picture is blurred, ink rises as slowly as light. */
  private static final double FAIR = 0.3;

  /** Containers are opened so often: bounds the time. */
  private static final int MOST_OPENED = 8;

  /** Departures of less than this are no ink. */
  private final int noise;

  private int opened;

  private Search(int noise) {
    this.noise = noise;
  }

  /**
   * The best candidate.
   *
   * @param noise departures from the paper of up to this are none
   * @throws NoInkException if there is none
   */
  static Candidate in(Picture picture, int noise) {
    return new Search(noise).in(picture);
  }

  private Candidate in(Picture picture) {
    InkMap onBorderPaper = BorderPaper.ink(picture, noise);
    List<Candidate> candidates = new ArrayList<>();
    NoInkException none = null;
    try {
      Candidate first = in(picture, onBorderPaper);
      if (onBorderPaper.even() && first.score() > (first.isThin() ? FAIR : GOOD)) {
        return first;
      }
      candidates.add(first);
    } catch (NoInkException e) {
      none = e;
    }
    int least = Math.max(noise, BorderPaper.noise(picture));
    for (Supplier<InkMap> idea :
        List.<Supplier<InkMap>>of(
            () -> InkMap.inEvenLight(picture, SmoothLight.paper(picture), least),
            () -> {
              Picture paper = LocalPaper.paper(picture);
              return paper == null ? null : InkMap.of(picture, paper, least);
            })) {
      InkMap map = idea.get();
      if (map != null) {
        try {
          candidates.add(in(picture, map));
        } catch (NoInkException e) {
          none = none == null ? e : none;
        }
      }
    }
    Candidate best = null;
    for (Candidate candidate : candidates) {
      best = best == null || candidate.isBetterThan(best) ? candidate : best;
    }
    if (best == null) {
      throw none;
    }
    return best;
  }

  /** The candidate of one idea of the paper. */
  private Candidate in(Picture picture, InkMap map) {
    Strokes strokes = Strokes.of(map.ink());
    Candidate inside = inside(picture, strokes, map.squares());
    if (inside != null) {
      return inside;
    }
    Candidate candidate = Candidate.of(strokes, false, map.squares());
    if (!candidate.touches()) {
      return candidate;
    }
    Image unruled = Lines.without(map.ink(), 2 * strokes.regions().edge());
    if (unruled == map.ink()) {
      return candidate;
    }
    try {
      Strokes rest = Strokes.of(unruled);
      double squares = map.with(unruled).squares();
      Candidate among = inside(picture, rest, squares);
      return among == null ? Candidate.of(rest, true, squares) : among;
    } catch (NoInkException e) {
      return candidate; // it was all lines: a 1 from border to border
    }
  }

  /** The digit that strokes hold, or null. */
  private Candidate inside(Picture picture, Strokes strokes, double squares) {
    double outside = squares - strokes.dropped() - strokes.squaresWithin();
    for (Region region : Containers.of(strokes)) {
      if (opened < MOST_OPENED) {
        opened++;
        try {
          Candidate found = in(Containers.inside(picture, strokes.regions(), region));
          if (found.touches() && regionsEmpty(strokes, region)) {
            continue;
          }
          double drawn = found.strokes().squares();
          double accounted = drawn / (drawn + outside);
          double score =
              found.score() * accounted * Containers.straightness(strokes.regions(), region);
          return found.in(region.box(), score);
        } catch (NoInkException e) {
          continue; // a solid shape, not a sheet of paper
        }
      }
    }
    return null;
  }

  private static boolean regionsEmpty(Strokes strokes, Region region) {
    return region.ink()
        && strokes.regions().inside(region).stream()
            .noneMatch(r -> r.box().longer() * 5 >= region.box().longer());
  }
}
