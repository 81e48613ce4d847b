package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class LearningChartTest {
  private static final int BLUE = 0x0072b2;
  private static final int VERMILION = 0xd55e00;

  /** Below the legend in the PNG. */
  private static final int PLOT = 192;

  private static final double[] TRAIN = {.2300, .0731, .0532, .0421, .0348};
  private static final double[] VALIDATION = {.0898, .0652, .0407, .0489, .0464};

  private static LearningChart chart() {
    return LearningChart.loss("lenet5 on mnist", "cross-entropy (nats)", TRAIN, VALIDATION);
  }

  @Test
  void pngHasItsSizeAndBothCurves() throws Exception {
    BufferedImage image = Png.decode(chart().png());
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(1200);
    assertThat(Png.count(image, BLUE)).isGreaterThan(2000);
    assertThat(Png.count(image, VERMILION)).isGreaterThan(2000);
  }

  @Test
  void heightsAreLinearInTheValuesAndALossStartsAtZero() throws Exception {
    int x = 720; // between two epochs, so between markers
    double one = Png.row(flat(1, 0.5), x, PLOT, BLUE);
    double half = Png.row(flat(1, 0.5), x, PLOT, VERMILION);
    double quarter = Png.row(flat(1, 0.25), x, PLOT, VERMILION);
    double zero = Png.row(flat(1, 0), x, PLOT, VERMILION);
    assertThat(half - one).isEqualTo(2 * (quarter - half), within(1.0)); // a row of pixels
    assertThat(zero - one).isEqualTo(2 * (half - one), within(1.0));
    assertThat(zero).isBetween(1010.0, 1050.0); // just above the lower edge, at 532 units
  }

  private static BufferedImage flat(double train, double validation) throws Exception {
    double[] up = {train, train, train};
    double[] low = {validation, validation, validation};
    return Png.decode(LearningChart.loss("flat", "loss", up, low).png());
  }

  @Test
  void aHigherAccuracyIsDrawnHigher() throws Exception {
    LearningChart chart =
        LearningChart.accuracy("x", new double[] {99, 99, 99}, new double[] {98, 98, 98});
    BufferedImage image = Png.decode(chart.png());
    assertThat(Png.row(image, 720, PLOT, BLUE)).isLessThan(Png.row(image, 720, PLOT, VERMILION));
  }

  @Test
  void svgIsXmlWithItsLabelsAsText() throws Exception {
    Document svg = Xml.parse(chart().svg());
    assertThat(svg.getDoctype()).isNull();
    assertThat(svg.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 900 600");
    assertThat(Xml.texts(svg))
        .contains("Loss: lenet5 on mnist", "epoch", "cross-entropy (nats)")
        .contains("training", "validation", "best validation: 0.0407 in epoch 2")
        .containsSubsequence("0.00", "0.05", "0.10", "0.15", "0.20", "0.25")
        .containsSubsequence("0", "1", "2", "3", "4");
  }

  @Test
  void theBestIsTheFirstHighestAccuracy() throws Exception {
    double[] validation = {97.27, 98.78, 98.54, 98.78};
    LearningChart chart = LearningChart.accuracy("x", validation, validation);
    assertThat(Xml.texts(Xml.parse(chart.svg()))).contains("best validation: 98.78% in epoch 1");
  }

  @Test
  void textFromOutsideIsEscapedAndCut() throws Exception {
    LearningChart chart =
        LearningChart.loss("<&\"\u0001" + "é".repeat(100), "a < b", TRAIN, VALIDATION);
    assertThat(Xml.texts(Xml.parse(chart.svg())))
        .contains("a < b")
        .first()
        .asString()
        .hasSize(60)
        .startsWith("Loss: <&\"\\u0001é")
        .endsWith("é…");
    assertThat(chart.png()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 40, 41, 150, 1000})
  void anyNumberOfEpochsHasWholeTicksAndFiniteCoordinates(int epochs) throws Exception {
    double[] train = IntStream.range(0, epochs).mapToDouble(i -> 100 - 50.0 / (i + 1)).toArray();
    double[] validation = IntStream.range(0, epochs).mapToDouble(i -> 90 - 9.0 / (i + 1)).toArray();
    LearningChart chart = LearningChart.accuracy("x", train, validation);
    String svg = new String(chart.svg(), StandardCharsets.UTF_8);
    assertThat(svg).doesNotContain("NaN", "Infinity");
    List<String> ticks =
        Xml.texts(Xml.parse(chart.svg())).stream()
            .filter(t -> t.matches("[0-9]+"))
            .distinct()
            .toList();
    assertThat(ticks).contains("0").hasSizeLessThan(40);
    assertThat(Png.colours(Png.decode(chart.png()))).isGreaterThan(20);
  }

  @Test
  void oneEpochShowsBothMarkers() throws Exception {
    LearningChart chart = LearningChart.loss("x", "loss", new double[] {0.2}, new double[] {0.1});
    BufferedImage image = Png.decode(chart.png());
    int middle = 972; // of the frame, from 96 to 876 units
    assertThat(Png.row(image, middle, PLOT, BLUE)).isNotNaN();
    assertThat(Png.row(image, middle, PLOT, VERMILION)).isNotNaN();
  }

  @Test
  void valuesThatAreNotFiniteLeaveGaps() throws Exception {
    double[] train = {0.5, Double.NaN, 0.5, 0.5};
    double[] validation = {0.1, 0.2, Double.POSITIVE_INFINITY, Double.NaN};
    LearningChart chart = LearningChart.loss("x", "loss", train, validation);
    assertThat(new String(chart.svg(), StandardCharsets.UTF_8)).doesNotContain("NaN", "Infinity");
    BufferedImage image = Png.decode(chart.png());
    assertThat(Png.row(image, 600, PLOT, BLUE)).as("between epochs 0 and 1").isNaN();
    assertThat(Png.row(image, 1500, PLOT, BLUE)).as("between epochs 2 and 3").isNotNaN();
  }

  @Test
  void nothingFiniteStillMakesAChart() throws Exception {
    double[] none = {Double.NaN, Double.NaN};
    String loss =
        new String(LearningChart.loss("x", "y", none, none).svg(), StandardCharsets.UTF_8);
    assertThat(loss).doesNotContain("NaN").doesNotContain("best");
    assertThat(LearningChart.accuracy("x", none, none).png()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-30, 1e-5, 3e38})
  void lossesOfAnySizeHaveAnAxis(double loss) throws Exception {
    double[] values = {loss, loss / 2};
    String svg =
        new String(LearningChart.loss("x", "y", values, values).svg(), StandardCharsets.UTF_8);
    assertThat(svg).doesNotContain("NaN", "Infinity");
    assertThat(Xml.texts(Xml.parse(svg.getBytes(StandardCharsets.UTF_8))))
        .allMatch(t -> t.length() < 50);
  }

  @Test
  void sameDataSameBytes() throws Exception {
    assertThat(chart().png()).isEqualTo(chart().png());
    assertThat(chart().svg()).isEqualTo(chart().svg());
  }

  @Test
  void refusesWhatIsNoHistory() {
    assertThatThrownBy(() -> LearningChart.loss("x", "y", new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0 training and 0 validation values");
    assertThatThrownBy(() -> LearningChart.loss("x", "y", new double[3], new double[2]))
        .hasMessageContaining("got 3 training and 2 validation values");
    assertThatThrownBy(() -> LearningChart.accuracy("x", new double[] {101}, new double[] {98}))
        .hasMessageContaining("101.0, expected 0 to 100 percent");
  }
}
