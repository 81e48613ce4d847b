package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lenet5.kernel.KernelCases.partial;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What sizes refuse. */
class SizesTest {

  @Test
  void refusesKernelsBeyondTheInput() {
    assertThatThrownBy(() -> new ConvolutionSize(1, 4, 9, 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "convolution: got 1 maps of 4x9, 1 output maps and a kernel of 5x5, expected at least"
                + " one map each and a kernel within the input");
    assertThatThrownBy(() -> new ConvolutionSize(1, 9, 4, 1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConvolutionSize(0, 9, 9, 1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConvolutionSize(1, 9, 9, 0, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConvolutionSize(1, 9, 9, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesConnectionsThatAreNone() {
    ConvolutionSize s = new ConvolutionSize(3, 4, 4, 2, 2);
    for (List<Integer> bad :
        List.of(List.<Integer>of(), List.of(1, 1), List.of(2, 0), List.of(-1), List.of(0, 3))) {
      assertThatThrownBy(() -> partial(s, List.of(List.of(0, 2), bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "connections: got output map 1 reading %s, expected one or more of the maps 0 to 2,"
                  + " ascending",
              bad);
    }
  }
}
