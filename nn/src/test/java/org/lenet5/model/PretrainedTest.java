package org.lenet5.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;

/** The weights inside the program are those of their record, and as good as the README says. */
class PretrainedTest {
  @Test
  void readsDigitsAndKnowsHowSurely() throws IOException {
    Evaluation evaluation = Evaluator.evaluate(Pretrained.lenet5(), Mnist.test());
    assertThat(evaluation.accuracy()).isGreaterThanOrEqualTo(0.995);
    assertThat(evaluation.calibrationError()).isLessThan(0.003);
  }

  @Test
  void theRecordSaysHowTheyWereMade() throws IOException {
    Properties record = new Properties();
    try (InputStream text = Pretrained.class.getResourceAsStream("pretrained.properties")) {
      record.load(text);
    }
    assertThat(record.getProperty("command")).startsWith("./lenet5 train --recipe best");
    assertThat(record.getProperty("weights_sha256")).isEqualTo(Pretrained.lenet5().sha256());
    assertThat(Pretrained.lenet5().calibration().thresholds()).containsKey(0.005);
  }
}
