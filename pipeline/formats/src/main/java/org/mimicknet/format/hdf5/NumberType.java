/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The numbers of HDF5 that are read: whole numbers and IEEE floats, which fill their bytes. */
enum NumberType {
  INT8(1),
  UINT8(1),
  INT16(2),
  UINT16(2),
  INT32(4),
  UINT32(4),
  INT64(8),
  UINT64(8),
  FLOAT16(2),
  FLOAT32(4),
  FLOAT64(8);

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  double read(ByteBuffer buffer, int at) {
    return switch (this) {
      case INT8 -> buffer.get(at);
      case UINT8 -> buffer.get(at) & 0xFF;
      case INT16 -> buffer.getShort(at);
      case UINT16 -> buffer.getShort(at) & 0xFFFF;
      case INT32 -> buffer.getInt(at);
      case UINT32 -> buffer.getInt(at) & 0xFFFFFFFFL;
      case INT64 -> buffer.getLong(at);
      case UINT64 -> unsigned(buffer.getLong(at));
      case FLOAT16 -> half(buffer.getShort(at));
      case FLOAT32 -> buffer.getFloat(at);
      case FLOAT64 -> buffer.getDouble(at);
    };
  }

  static Optional<NumberType> of(DataType type) {
    int bits = type.getSize() * 8;
    if (type instanceof FixedPoint whole
        && whole.getBitOffset() == 0
        && whole.getBitPrecision() == bits) {
      return whole(bits, whole.isSigned());
    }
    return type instanceof FloatingPoint floating ? floating(bits, floating) : Optional.empty();
  }

  private static Optional<NumberType> whole(int bits, boolean signed) {
    return switch (bits) {
      case 8 -> Optional.of(signed ? INT8 : UINT8);
      case 16 -> Optional.of(signed ? INT16 : UINT16);
      case 32 -> Optional.of(signed ? INT32 : UINT32);
      case 64 -> Optional.of(signed ? INT64 : UINT64);
      default -> Optional.empty();
    };
  }

  private static Optional<NumberType> floating(int bits, FloatingPoint type) {
    return switch (bits) {
      case 16 -> ieee(type, FLOAT16, 5, 10);
      case 32 -> ieee(type, FLOAT32, 8, 23);
      case 64 -> ieee(type, FLOAT64, 11, 52);
      default -> Optional.empty();
    };
  }

  private static Optional<NumberType> ieee(
      FloatingPoint type, NumberType number, int exponent, int mantissa) {
    boolean fits =
        type.getBitOffset() == 0
            && type.getBitPrecision() == number.bytes * 8
            && type.getMantissaLocation() == 0
            && type.getMantissaSize() == mantissa
            && type.getExponentLocation() == mantissa
            && type.getExponentSize() == exponent
            && type.getExponentBias() == (1 << (exponent - 1)) - 1
            && type.getSignLocation() == exponent + mantissa;
    return fits ? Optional.of(number) : Optional.empty();
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int mantissa = bits & 0x3FF;
    double magnitude =
        switch (exponent) {
          case 0 -> mantissa * 0x1p-24;
          case 31 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + mantissa * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
