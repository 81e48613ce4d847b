package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lenet5.run.chart.BarChart.Bar;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class BarChartTest {
  private static final String BLUE = "#0072b2";

  /** Each coordinate is rounded to a hundredth of a unit; a difference of two is off by twice. */
  private static final double ROUNDED = 0.02;

  private static final BarChart CHART =
      new BarChart(
          "Work",
          "thousands",
          List.of(
              new Bar("LeNet-1", 90, 100),
              new Bar("LeNet-5", 360, 400),
              new Bar("new", 180, Double.NaN),
              new Bar("old", Double.NaN, 200)));

  @Test
  void barsAreAsLongAsTheirValuesAndStartInALine() throws Exception {
    Document svg = Xml.parse(CHART.svg());
    List<double[]> here = rectangles(svg, "fill");
    List<double[]> paper = rectangles(svg, "stroke");
    assertThat(here).hasSize(4); // with one in the legend, drawn first
    assertThat(paper).hasSize(4);
    double unit = length(here.get(1)) / 90;
    assertThat(length(here.get(2))).isEqualTo(360 * unit, within(ROUNDED));
    assertThat(length(here.get(3))).isEqualTo(180 * unit, within(ROUNDED));
    assertThat(length(paper.get(1))).isEqualTo(100 * unit, within(0.1));
    assertThat(length(paper.get(2))).isEqualTo(400 * unit, within(0.1));
    assertThat(length(paper.get(3))).isEqualTo(200 * unit, within(0.1));
    assertThat(here.subList(1, 4)).allMatch(bar -> bar[0] == paper.get(1)[0]);
    assertThat(paper.get(1)[1]).as("paper below").isGreaterThan(here.get(1)[1]);
    assertThat(here.get(3)[1] - here.get(2)[1]).as("a lone bar is in the middle").isGreaterThan(44);
  }

  @Test
  void numbersStandBesideTheirBarsAndInTheDescription() throws Exception {
    Document svg = Xml.parse(CHART.svg());
    assertThat(Xml.texts(svg)).startsWith("Work").contains("90", "100", "360", "180", "thousands");
    assertThat(Xml.elements(svg, "desc").getFirst().getTextContent())
        .startsWith("thousands. LeNet-1: 90 here, 100 in the paper.")
        .endsWith("old: nothing here, 200 in the paper.");
  }

  @Test
  void hasPixels() throws Exception {
    BufferedImage image = Png.decode(CHART.png());
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(2 * (96 + 4 * 44 + 68));
  }

  @Test
  void refusesNoBar() {
    assertThatThrownBy(() -> new BarChart("x", "y", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bar chart: got no bar, expected at least 1");
  }

  /** Corners x and y in turn of each bar in the colour, filled or hollow. */
  private static List<double[]> rectangles(Document svg, String attribute) {
    return Xml.elements(svg, "path").stream()
        .filter(e -> e.getAttribute(attribute).equals(BLUE))
        .map(BarChartTest::corners)
        .toList();
  }

  private static double[] corners(Element path) {
    return Pattern.compile("-?[0-9.]+")
        .matcher(path.getAttribute("d"))
        .results()
        .map(MatchResult::group)
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static double length(double[] corners) {
    return corners[2] - corners[0];
  }
}
