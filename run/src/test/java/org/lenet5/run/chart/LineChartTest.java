package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.run.chart.LineChart.Series;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LineChartTest {
  private static final String BLUE = "#0072b2";
  private static final String VERMILION = "#d55e00";

  private static final double[] PASSES = {1, 2, 3, 4, 20};

  /** Each coordinate is rounded to a hundredth of a unit; a difference of two is off by twice. */
  private static final double ROUNDED = 0.02;

  private static Series solid(String name, double... y) {
    return new Series(name, PASSES, y, false);
  }

  private static Series dashed(String name, double... y) {
    return new Series(name, PASSES, y, true);
  }

  private static LineChart fig5() {
    return linear(
        solid("test, ours", 2.51, 2.02, 1.62, 1.47, 0.91),
        dashed("test, paper", 2.65, 2.24, 1.48, 1.43, 0.95),
        solid("training, ours", 4.72, 2.95, 1.91, 1.42, 0.31),
        dashed("training, paper", 4.89, 3.04, 1.77, 1.48, 0.36));
  }

  private static LineChart linear(Series... series) {
    return LineChart.linear("Fig. 5", "passes", "error", "%", List.of(series));
  }

  @Test
  void labelsAreTextAndTheDescriptionHasTheValues() throws Exception {
    Document svg = Xml.parse(fig5().svg());
    assertThat(Xml.texts(svg))
        .startsWith("Fig. 5")
        .contains("passes", "error (%)")
        .containsSubsequence("0", "1", "2", "3", "4", "5")
        .containsSubsequence("2", "4", "6", "8", "10", "12", "14", "16", "18", "20")
        .endsWith("test, ours", "test, paper", "training, ours", "training, paper");
    assertThat(Xml.elements(svg, "desc").getFirst().getTextContent())
        .startsWith("error (%) by passes. test, ours: 2.510 at 1, 2.020 at 2,")
        .endsWith("1.480 at 4, 0.3600 at 20.");
  }

  @Test
  void aDashedSeriesHasTheColourOfTheSolidOneBeforeAndLiesBelow() throws Exception {
    Document svg = Xml.parse(fig5().svg());
    assertThat(lines(svg, true)).extracting(LineChartTest::colour).containsExactly(BLUE, VERMILION);
    assertThat(lines(svg, false))
        .extracting(LineChartTest::colour)
        .containsExactly(BLUE, VERMILION);
    List<Element> all = Xml.elements(svg, "path");
    assertThat(all.indexOf(lines(svg, true).getLast()))
        .isLessThan(all.indexOf(lines(svg, false).getFirst()));
    Document two = Xml.parse(linear(dashed("a", PASSES), dashed("b", PASSES)).svg());
    assertThat(lines(two, true)).extracting(LineChartTest::colour).containsExactly(BLUE, VERMILION);
  }

  @Test
  void dashesShowInPixels() throws Exception {
    double[] x = IntStream.range(0, 41).asDoubleStream().toArray(); // too many for markers
    double[] one = new double[41];
    double[] two = new double[41];
    Arrays.fill(one, 1);
    Arrays.fill(two, 2);
    LineChart chart = linear(new Series("a", x, one, false), new Series("b", x, two, true));
    BufferedImage image = Png.decode(chart.png());
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(1200);
    // The axis is from 0 to 2 and each line is 4 pixels wide, so these rows lie in them.
    assertThat(longestGap(image, 628)).as("at 1").isZero();
    assertThat(longestGap(image, 220)).as("at 2").isBetween(4, 20);
  }

  /** Pixels in a row between blue ones, inside the frame. */
  private static int longestGap(BufferedImage image, int y) {
    int longest = 0;
    int gap = 0;
    for (int x = 230; x < 1710; x++) {
      gap = Png.rgb(image, x, y) == 0x0072b2 ? 0 : gap + 1;
      longest = Math.max(longest, gap);
    }
    return longest;
  }

  @Test
  void eachSeriesLiesOverItsOwnXOnSharedAxes() throws Exception {
    LineChart chart =
        linear(
            new Series("a", new double[] {0, 10}, new double[] {0, 4}, false),
            new Series("b", new double[] {5, 7.5}, new double[] {2, 3}, false));
    List<Element> lines = lines(Xml.parse(chart.svg()), false);
    double[] a = numbers(lines.get(0), "d");
    double[] b = numbers(lines.get(1), "d");
    assertThat(b[0]).isEqualTo((a[0] + a[2]) / 2, within(ROUNDED));
    assertThat(b[1]).isEqualTo((a[1] + a[3]) / 2, within(ROUNDED));
    assertThat(b[2]).isEqualTo((b[0] + a[2]) / 2, within(ROUNDED));
    assertThat(b[3]).isEqualTo((b[1] + a[3]) / 2, within(ROUNDED));
    assertThat(a[3]).as("more is higher").isLessThan(a[1]);
  }

  @Test
  void aDoublingAxisHasEvenStepsAndItsTicksOnTheData() throws Exception {
    double[] sizes = {15_000, 30_000, 60_000};
    Series test = new Series("test", sizes, new double[] {1.68, 1.14, 0.94}, false);
    Document svg = Xml.parse(LineChart.doubling("x", "images", "y", "", List.of(test)).svg());
    double[] line = numbers(lines(svg, false).getFirst(), "d");
    assertThat(line[2] - line[0]).isEqualTo(line[4] - line[2], within(ROUNDED)).isPositive();
    for (int i = 0; i < sizes.length; i++) {
      assertThat(place(svg, "%.0f".formatted(sizes[i]))[0]).isEqualTo(line[2 * i], within(ROUNDED));
    }
  }

  @Test
  void aPowerLawIsStraightOnLogarithmicAxesAndZeroIsAGap() throws Exception {
    double[] sizes = {1000, 4000, 8000, 16_000};
    double[] law = Arrays.stream(sizes).map(n -> 300 * Math.pow(n, -0.75)).toArray();
    Series straight = new Series("law", sizes, law, false);
    Series gap = new Series("gap", sizes, new double[] {1, 2, 0, 1}, false);
    LineChart chart = LineChart.logarithmic("x", "samples", "y", "", List.of(straight, gap));
    Document svg = Xml.parse(chart.svg());
    double[] line = numbers(lines(svg, false).getFirst(), "d");
    for (int i = 1; i < sizes.length; i++) {
      double share = Math.log(sizes[i] / 1000) / Math.log(16);
      assertThat(line[2 * i]).isEqualTo(line[0] + share * (line[6] - line[0]), within(ROUNDED));
      assertThat(line[2 * i + 1]).isEqualTo(line[1] + share * (line[7] - line[1]), within(ROUNDED));
    }
    assertThat(lines(svg, false).getLast().getAttribute("d"))
        .matches("M[0-9. ]+L[0-9. ]+M[0-9. ]+");
    assertThat(place(svg, "0.2")[1]).isGreaterThan(line[7]).isLessThan(532);
  }

  @Test
  void aLongLegendWrapsInsideThePictureAndLowersTheFrame() throws Exception {
    List<String> names =
        List.of("a".repeat(50), "b".repeat(30), "c", "d".repeat(59), "e".repeat(99));
    Document svg =
        Xml.parse(linear(names.stream().map(n -> solid(n, PASSES)).toArray(Series[]::new)).svg());
    List<double[]> places =
        Xml.elements(svg, "text").reversed().subList(0, 5).reversed().stream()
            .map(e -> numbers(e, "transform"))
            .toList();
    assertThat(places).extracting(p -> p[1]).containsExactly(70.0, 96.0, 96.0, 122.0, 148.0);
    assertThat(places.get(2)[0]).as("right of b").isGreaterThan(places.get(1)[0] + 30 * 9);
    assertThat(places).allMatch(p -> p[0] >= 96 && p[0] < 876);
    assertThat(Xml.texts(svg).getLast()).hasSize(60).endsWith("e…");
    double frame =
        Xml.elements(svg, "path").stream()
            .filter(e -> colour(e).equals("#cccccc"))
            .mapToDouble(e -> numbers(e, "d")[1])
            .min()
            .orElseThrow();
    assertThat(frame).isEqualTo(174);
    assertThat(lines(svg, false)).allMatch(e -> lowest(numbers(e, "d")) > frame);
  }

  private static double lowest(double[] path) {
    return IntStream.range(0, path.length / 2)
        .mapToDouble(i -> path[2 * i + 1])
        .min()
        .orElseThrow();
  }

  @Test
  void pointsHaveMarkersWhileTheyAreFew() throws Exception {
    assertThat(markers(40)).isEqualTo(40 + 1); // and one in the legend
    assertThat(markers(41)).isZero();
  }

  private static long markers(int points) throws Exception {
    double[] x = IntStream.range(0, points).asDoubleStream().toArray();
    return Xml.elements(Xml.parse(linear(new Series("a", x, x, false)).svg()), "path").stream()
        .filter(e -> e.getAttribute("fill").equals(BLUE))
        .count();
  }

  @Test
  void valuesStartAtZeroUnlessTheyLieInTheUpperHalf() throws Exception {
    assertThat(Xml.texts(Xml.parse(linear(solid("a", 4, 3, 2, 2, 2)).svg())))
        .contains("0.0", "4.0");
    assertThat(Xml.texts(Xml.parse(linear(solid("a", 97, 98, 99, 99.2, 99.4)).svg())))
        .contains("97.0", "99.5")
        .doesNotContain("0.0", "0");
    assertThat(Xml.texts(Xml.parse(linear(solid("flat", 99, 99, 99, 99, 99)).svg())))
        .contains("98.0", "99.0")
        .doesNotContain("0.0");
  }

  @Test
  void xThatIsNotWholeHasTicksBetween() throws Exception {
    Series half = new Series("a", new double[] {0, 0.5, 1}, new double[] {9, 5, 1}, false);
    assertThat(Xml.texts(Xml.parse(linear(half).svg()))).containsSubsequence("0.0", "0.1", "1.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3, 0.3, -2.5, 1e-9, 60_000, 1e12})
  void aLoneXIsInTheMiddleAndHasATick(double x) throws Exception {
    LineChart chart = linear(new Series("a", new double[] {x}, new double[] {1}, false));
    String svg = new String(chart.svg(), StandardCharsets.UTF_8);
    assertThat(svg).doesNotContain("NaN", "Infinity");
    Document parsed = Xml.parse(chart.svg());
    assertThat(numbers(lines(parsed, false).getFirst(), "d")[0]).isBetween(300.0, 672.0);
    assertThat(Xml.elements(parsed, "text"))
        .as("ticks of x")
        .anyMatch(e -> numbers(e, "transform")[1] == 550);
  }

  @Test
  void valuesThatAreNotFiniteLeaveGaps() throws Exception {
    Series gap = solid("gap", 1, 1, Double.POSITIVE_INFINITY, 1, 1);
    Series none = new Series("none", new double[] {1}, new double[] {Double.NaN}, false);
    String svg = new String(linear(gap, none).svg(), StandardCharsets.UTF_8);
    assertThat(svg).doesNotContain("NaN", "Infinity").contains("1.000 at 2, not finite at 3");
    Element line = lines(Xml.parse(linear(gap).svg()), false).getFirst();
    assertThat(line.getAttribute("d")).matches("(M[0-9. ]+L[0-9. ]+){2}");
    assertThat(linear(none).svg()).isNotEmpty();
  }

  @Test
  void aSeriesIsACopy() {
    double[] x = PASSES.clone();
    double[] y = PASSES.clone();
    LineChart chart = linear(new Series("a", x, y, false));
    byte[] before = chart.svg();
    x[0] = -7;
    y[0] = 700;
    assertThat(chart.svg()).isEqualTo(before);
  }

  @Test
  void refusesWhatItCannotDraw() {
    Series one = solid("a", PASSES);
    assertThat(linear(one, one, one, one, one, one).svg()).isNotEmpty();
    assertThatThrownBy(() -> linear(one, one, one, one, one, one, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 7 series in 7 colours, expected 1 to 6 colours");
    assertThatThrownBy(LineChartTest::linear)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0 series");
    assertThatThrownBy(() -> solid("a", 1, 2))
        .hasMessageContaining("series a: got 5 x and 2 y, expected one of each per point");
    assertThatThrownBy(() -> new Series("a", new double[0], new double[0], false))
        .hasMessageContaining("got 0 x and 0 y");
    assertThatThrownBy(() -> new Series("a", new double[] {1, 1}, new double[2], false))
        .hasMessageContaining("got 1.0 as x of point 1, expected finite and rising x");
    assertThatThrownBy(() -> new Series("a", new double[] {Double.NaN}, new double[1], false))
        .hasMessageContaining("got NaN as x of point 0");
    Series zero = new Series("a", new double[] {0, 1}, new double[2], false);
    assertThatThrownBy(() -> LineChart.doubling("x", "x", "y", "", List.of(zero)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got x = 0.0 on an axis that doubles, expected more than 0");
  }

  /** The lines of the series, in the order drawn, without those of the legend. */
  private static List<Element> lines(Document svg, boolean dashed) {
    List<Element> strokes =
        Xml.elements(svg, "path").stream()
            .filter(e -> e.getAttribute("stroke-width").equals("2"))
            .filter(e -> !e.getAttribute("stroke-dasharray").equals("none") == dashed)
            .toList();
    return strokes.subList(0, strokes.size() / 2); // each has one in the legend, drawn last
  }

  private static String colour(Element path) {
    return path.getAttribute("stroke");
  }

  /** Where a text that occurs once stands. */
  private static double[] place(Document svg, String text) {
    List<Element> found =
        Xml.elements(svg, "text").stream().filter(e -> e.getTextContent().equals(text)).toList();
    assertThat(found).as(text).hasSize(1);
    return numbers(found.getFirst(), "transform");
  }

  private static double[] numbers(Element element, String attribute) {
    return Pattern.compile("-?[0-9.]+")
        .matcher(element.getAttribute(attribute))
        .results()
        .map(MatchResult::group)
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
