package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartSheetTest {
  private static LineChart chart(String title) {
    LineChart.Series series =
        new LineChart.Series("a", new double[] {1, 2}, new double[] {3, 4}, false);
    return LineChart.linear(title, "x", "y", "", List.of(series));
  }

  private static final ChartSheet THREE =
      new ChartSheet("sheet", List.of(chart("one"), chart("two"), chart("three")));

  @Test
  void chartsStandInRowsOfTwo() throws Exception {
    Document svg = Xml.parse(THREE.svg());
    assertThat(svg.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 1800 1200");
    assertThat(place(svg, "one")).isEqualTo("translate(96 34)");
    assertThat(place(svg, "two")).isEqualTo("translate(996 34)");
    assertThat(place(svg, "three")).isEqualTo("translate(96 634)");
    assertThat(Xml.elements(svg, "desc").getFirst().getTextContent().lines()).hasSize(3);
    List<Element> lines =
        Xml.elements(svg, "path").stream()
            .filter(e -> e.getAttribute("stroke-width").equals("2"))
            .toList();
    assertThat(lines).hasSize(6); // each with one in its legend
    assertThat(lines.get(0).getAttribute("d")).startsWith("M110 ");
    assertThat(lines.get(2).getAttribute("d")).startsWith("M1010 ");
  }

  @Test
  void pixelsAreThoseOfTheCharts() throws Exception {
    BufferedImage sheet = Png.decode(THREE.png());
    assertThat(sheet.getWidth()).isEqualTo(1800);
    assertThat(sheet.getHeight()).isEqualTo(1200);
    for (int x = 0; x < 900; x++) {
      assertThat(Png.rgb(sheet, x + 900, 300)).isEqualTo(Png.rgb(sheet, x, 300));
      assertThat(Png.rgb(sheet, x, 900)).isEqualTo(Png.rgb(sheet, x, 300));
      assertThat(Png.rgb(sheet, x + 900, 900)).as("empty").isEqualTo(0xffffff);
    }
    assertThat(Png.rgb(sheet, 96, 300)).as("frame").isNotEqualTo(0xffffff);
  }

  @Test
  void refusesNoChart() {
    assertThatThrownBy(() -> new ChartSheet("sheet", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chart sheet: got no chart, expected at least 1");
  }

  private static String place(Document svg, String text) {
    return Xml.elements(svg, "text").stream()
        .filter(e -> e.getTextContent().equals(text))
        .findFirst()
        .orElseThrow()
        .getAttribute("transform");
  }
}
