package org.lenet5.run.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A sheet of vectors: SVG 1.1, with text as text, anchored so that any font sits well. Needs no
 * fonts on this machine.
 */
final class Svg implements Pen {
  private final StringWriter file = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * @param width in units, pixels where it is shown unscaled
   * @param height in units
   * @param title what readers and search engines call it
   * @param description what it says, for those who can't see it
   */
  Svg(int width, int height, String title, String description) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(file);
      xml.writeStartDocument();
      xml.writeCharacters("\n");
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
      attributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height);
      attributes("role", "img", "font-family", "DejaVu Sans, Verdana, sans-serif");
      element("title", title);
      element("desc", description);
      element("rect", "", "width", width, "height", height, "fill", "white");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  @Override
  public void stroke(Shape shape, Color colour, double width, float... dashes) {
    element(
        "path",
        "",
        "d",
        path(shape),
        "fill",
        "none",
        "stroke",
        hex(colour),
        "stroke-width",
        number(width),
        "stroke-dasharray",
        dashes.length == 0 ? "none" : Arrays.toString(dashes).replaceAll("[\\[\\]]", ""),
        "stroke-linecap",
        "round",
        "stroke-linejoin",
        "round");
  }

  @Override
  public void fill(Shape shape, Color colour) {
    element("path", "", "d", path(shape), "fill", hex(colour));
  }

  @Override
  public void text(String text, double x, double y, Type type) {
    String place = "translate(" + number(x) + " " + number(y) + ")";
    element(
        "text",
        text,
        "transform",
        type.upwards() ? place + " rotate(-90)" : place,
        "y",
        number(type.drop()),
        "text-anchor",
        type.anchor() == 0 ? "start" : type.anchor() == 1 ? "end" : "middle",
        "font-size",
        number(type.size()),
        "font-weight",
        type.bold() ? "bold" : "normal",
        "fill",
        hex(Colours.INK));
  }

  /** The sheet as an SVG file in UTF-8; nothing can be drawn on it afterwards. */
  byte[] bytes() {
    try {
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return (file + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void element(String name, String text, Object... attributes) {
    try {
      xml.writeCharacters("\n");
      xml.writeStartElement(name);
      attributes(attributes);
      xml.writeCharacters(text);
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private void attributes(Object... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      xml.writeAttribute(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
  }

  /** A shape as path data; the letters are those of {@link PathIterator}'s segments in order. */
  private static String path(Shape shape) {
    StringBuilder data = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      int segment = i.currentSegment(points);
      data.append("MLQCZ".charAt(segment));
      int count = new int[] {2, 2, 4, 6, 0}[segment];
      for (int k = 0; k < count; k++) {
        data.append(k == 0 ? "" : " ").append(number(points[k]));
      }
    }
    return data.toString();
  }

  /** To a hundredth of a unit, without needless digits. */
  private static String number(double value) {
    double rounded = Math.round(100 * value) / 100.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  private static String hex(Color colour) {
    return "#%06x".formatted(colour.getRGB() & 0xffffff);
  }

  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("writing XML to memory failed", e);
  }
}
