package org.lenet5.cli.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A ring around another marker. */
final class Ring extends Marker {
  private static final double RADIUS = 8;

  @Override
  public void paint(Graphics2D graphics, double x, double y, int markerSize) {
    graphics.setColor(Canvas.INK);
    graphics.setStroke(new BasicStroke(2));
    graphics.draw(new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
  }
}
