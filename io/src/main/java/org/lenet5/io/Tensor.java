package org.lenet5.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/**
 * A tensor as a file holds it: the elements' bytes, little-endian, in row-major order. Two tensors
 * are equal if all their bytes are, so that a NaN equals itself and 0 differs from -0.
 *
 * @param dtype type of the elements
 * @param shape sizes, outermost first, each at least 0; empty for a scalar
 * @param data the bytes of all elements, from position to limit; not copied
 */
public record Tensor(DType dtype, List<Integer> shape, ByteBuffer data) {

  /** The most sizes a shape may have: NumPy and PyTorch have no more. */
  static final int HIGHEST_RANK = 64;

  /**
   * @throws IllegalArgumentException if there are more than 64 sizes, one is negative, or {@code
   *     data} has not exactly the bytes of the shape
   * @throws ArithmeticException if the shape has 2^63 bytes or more
   */
  public Tensor {
    Objects.requireNonNull(dtype, "dtype");
    shape = List.copyOf(shape);
    data = data.slice().asReadOnlyBuffer();
    if (shape.size() > HIGHEST_RANK) {
      throw new IllegalArgumentException(
          "tensor: got %d sizes, expected at most %d".formatted(shape.size(), HIGHEST_RANK));
    }
    if (shape.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "tensor: got shape %s, expected sizes of at least 0".formatted(shape));
    }
    long expected = byteCount(dtype, shape);
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor: got %d bytes, expected %d for %s %s"
              .formatted(data.remaining(), expected, dtype, shape));
    }
  }

  /**
   * An F32 tensor with a copy of {@code values}, whose bits are kept, NaN payloads too.
   *
   * @throws IllegalArgumentException if the shape has another number of elements
   */
  public static Tensor of(List<Integer> shape, float... values) {
    ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return new Tensor(DType.F32, shape, data);
  }

  /**
   * Bytes of a tensor.
   *
   * @throws ArithmeticException if they exceed a {@code long}
   */
  static long byteCount(DType dtype, List<Integer> shape) {
    long count = dtype.bytes();
    for (int size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** A view of the elements' bytes: read-only, little-endian, at position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Number of elements; 1 for a scalar. */
  public int size() {
    return data.capacity() / dtype.bytes();
  }

  /**
   * The elements as floats, in a new array. F32, F16 and BF16 are exact; F64 is rounded to the
   * nearest float, ties to even, and to infinity beyond the largest.
   *
   * @throws UnsupportedOperationException if the type is not {@linkplain DType#isFloat one of
   *     these}
   */
  public float[] values() {
    if (!dtype.isFloat()) {
      throw new UnsupportedOperationException(
          "tensor values: got %s, expected F16, BF16, F32 or F64".formatted(dtype));
    }
    float[] values = new float[size()];
    copyTo(values, 0);
    return values;
  }

  /**
   * Overwrites {@code to}, from {@code at} on, with the {@linkplain #values elements as floats}.
   */
  void copyTo(float[] to, int at) {
    ByteBuffer source = data();
    for (int end = at + size(); at < end; at++) {
      to[at] =
          switch (dtype) {
            case F16 -> Float.float16ToFloat(source.getShort());
            case BF16 -> Float.intBitsToFloat(source.getShort() << 16);
            case F32 -> source.getFloat();
            default -> (float) source.getDouble();
          };
    }
  }

  /** For example {@code F32 [6, 1, 5, 5]}. */
  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
