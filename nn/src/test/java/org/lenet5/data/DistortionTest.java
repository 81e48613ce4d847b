package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistortionTest {
  @Test
  void readsWords() {
    assertThat(Distortion.parse("none")).isEqualTo(Distortion.NONE);
    assertThat(Distortion.parse("default")).isEqualTo(Distortion.DEFAULT);
    assertThat(Distortion.parse("translate=1.5,shear=0.3"))
        .isEqualTo(new Distortion(1.5, 0, 0, 0.3, 0, 0, 0, 4, 0, 0.1));
    assertThat(
            Distortion.parse(
                "translate=1,scale=0.2,squeeze=0.3,shear=0.4,rotate=5,mirror=0.7,elastic=6,smooth=7,noise=0.9,originals=0.8"))
        .isEqualTo(new Distortion(1, 0.2, 0.3, 0.4, 5, 0.7, 6, 7, 0.9, 0.8));
    Distortion d = Distortion.DEFAULT;
    assertThat(Distortion.parse("default,rotate=10,shear=0"))
        .isEqualTo(new Distortion(d.translate(), d.scale(), d.squeeze(), 0, 10, 0, 0, 4, 0, 0.1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "translate=2,scale=0.15,squeeze=0.1,shear=0.2",
        "rotate=12.5,elastic=1,smooth=6,noise=0.1,originals=0"
      })
  void writesWhatItReads(String text) {
    assertThat(Distortion.parse(text)).hasToString(text);
  }

  @Test
  void writesItsDefaultInFull() {
    assertThat(Distortion.DEFAULT.toString())
        .contains("translate=", "scale=", "squeeze=", "shear=");
    assertThat(Distortion.parse(Distortion.DEFAULT.toString())).isEqualTo(Distortion.DEFAULT);
  }

  @Test
  void nothingToDoIsNone() {
    assertThat(Distortion.parse("translate=0,scale=0").isNone()).isTrue();
    assertThat(Distortion.parse("default,originals=1").isNone()).isTrue();
    assertThat(Distortion.parse("default,originals=1")).hasToString("none");
    for (String name : "translate,scale,squeeze,shear,rotate,elastic,noise".split(",")) {
      assertThat(Distortion.parse(name + "=0.1").isNone()).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "translate=65|got translate=65.0, expected 0.0 to 64.0",
        "scale=-0.1|got scale=-0.1, expected 0.0 to 0.5",
        "squeeze=0.51|got squeeze=0.51, expected 0.0 to 0.5",
        "shear=NaN|got shear=NaN, expected 0.0 to 1.0",
        "mirror=1.1|got mirror=1.1, expected 0.0 to 1.0",
        "rotate=181|got rotate=181.0, expected 0.0 to 180.0",
        "elastic=17|got elastic=17.0, expected 0.0 to 16.0",
        "elastic=1,smooth=0|got smooth=0.0, expected 1.0 to 64.0",
        "noise=1.5|got noise=1.5, expected 0.0 to 1.0",
        "originals=2|got originals=2.0, expected 0.0 to 1.0",
        "shear=much|got shear=much, expected a number"
      })
  void refusesNumbers(String text, String message) {
    assertThatThrownBy(() -> Distortion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("distortion: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "some",
        "shear",
        "shear=1=2",
        "tilt=3",
        "none,shear=1",
        "shear=1,default",
        ","
      })
  void refusesWords(String text) {
    assertThatThrownBy(() -> Distortion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "distortion: got %s, expected none, default, or NAME=NUMBER,... with names of translate, scale, squeeze, shear, rotate, mirror, elastic, smooth, noise, originals"
                .formatted(text));
  }
}
