package org.lenet5.io;

/**
 * The element types of a safetensors file, narrowest first: the order in which the reference
 * implementation lays tensors out, backwards, so that each begins at a multiple of its width.
 */
public enum DType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  F8_E8M0(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  C64(8),
  F64(8),
  I64(8),
  U64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether {@link Tensor#values} converts it: F16, BF16, F32 and F64. */
  public boolean isFloat() {
    return switch (this) {
      case F16, BF16, F32, F64 -> true;
      default -> false;
    };
  }
}
