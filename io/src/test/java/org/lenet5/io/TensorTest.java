package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void keepsEveryBitOfAFloat() {
    float[] values = {0f, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 1.7159f};
    assertThat(Tensor.of(List.of(5), values).values()).isEqualTo(values);
    int signallingNan = 0x7f812345;
    ByteBuffer data = Tensor.of(List.of(), Float.intBitsToFloat(signallingNan)).data();
    assertThat(data.getInt()).isEqualTo(signallingNan);
  }

  /** All 65,536 values, against the definition: sign x significand x a power of two. */
  @Test
  void convertsEveryHalf() {
    ByteBuffer data = littleEndian(2 << 16);
    for (int bits = 0; bits < 1 << 16; bits++) {
      data.putShort((short) bits);
    }
    float[] values = new Tensor(DType.F16, List.of(1 << 16), data.flip()).values();
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double magnitude =
          exponent == 0
              ? Math.scalb((double) fraction, -24)
              : exponent < 31
                  ? Math.scalb((double) (fraction + 1024), exponent - 25)
                  : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      assertThat(values[bits])
          .as("half %04x", bits)
          .isEqualTo(Float.valueOf((float) (bits >> 15 == 0 ? magnitude : -magnitude)));
    }
  }

  @Test
  void convertsEveryBfloat() {
    ByteBuffer data = littleEndian(2 << 16);
    for (int bits = 0; bits < 1 << 16; bits++) {
      data.putShort((short) bits);
    }
    float[] values = new Tensor(DType.BF16, List.of(256, 256), data.flip()).values();
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(Float.floatToRawIntBits(values[bits]) >>> 16).isEqualTo(bits);
      assertThat(Float.floatToRawIntBits(values[bits]) & 0xffff).isZero();
    }
  }

  @Test
  void roundsDoublesToTheNearestFloat() {
    double[] doubles = {0.1, 1 + 0x1p-24, 1 + 3 * 0x1p-24, 1e300, -0.0, 0x1p-150, 0x1.8p-150};
    float[] floats = {0.1f, 1f, 1 + 0x1p-22f, Float.POSITIVE_INFINITY, -0f, 0f, 0x1p-149f};
    ByteBuffer data = littleEndian(8 * doubles.length);
    for (double d : doubles) {
      data.putDouble(d);
    }
    assertThat(new Tensor(DType.F64, List.of(7), data.flip()).values()).isEqualTo(floats);
  }

  @ParameterizedTest
  @EnumSource
  void holdsEveryTypeAndConvertsFloats(DType dtype) {
    Tensor tensor = new Tensor(dtype, List.of(3), ByteBuffer.allocate(3 * dtype.bytes()));
    assertThat(tensor.size()).isEqualTo(3);
    if (dtype.isFloat()) {
      assertThat(tensor.values()).containsExactly(0f, 0f, 0f);
    } else {
      assertThatThrownBy(tensor::values)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("tensor values: got %s, expected F16, BF16, F32 or F64", dtype);
    }
  }

  @Test
  void refusesBytesThatAreNotItsShape() {
    assertThatThrownBy(() -> Tensor.of(List.of(2, 3), 1f, 2f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: got 8 bytes, expected 24 for F32 [2, 3]");
    assertThatThrownBy(() -> Tensor.of(Collections.nCopies(65, 1), 1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: got 65 sizes, expected at most 64");
    assertThatThrownBy(() -> Tensor.of(List.of(-1, -1), 1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: got shape [-1, -1], expected sizes of at least 0");
  }

  @Test
  void givesAwayNoWayToChangeIt() {
    Tensor tensor = Tensor.of(List.of(2), 1f, 2f);
    tensor.data().getFloat();
    tensor.values()[0] = 9f;
    assertThat(tensor.data().isReadOnly()).isTrue();
    assertThat(tensor.values()).containsExactly(1f, 2f);
    assertThat(tensor).isEqualTo(Tensor.of(List.of(2), 1f, 2f)).hasToString("F32 [2]");
    assertThat(Tensor.of(List.of(), 0f)).isNotEqualTo(Tensor.of(List.of(), -0f));
  }
}
