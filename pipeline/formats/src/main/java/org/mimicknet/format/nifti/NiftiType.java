/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.nifti;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The data types of NIfTI that are read: how one pixel becomes one number. Complex values become
 * their magnitude, colours their luma (ITU-R BT.601), 0 to 255. Not read: 1-bit and 128-bit types,
 * which no writer at hand makes.
 */
enum NiftiType {
  UINT8(2, 1) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.get(at) & 0xFF);
    }
  },
  INT16(4, 2) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.getShort(at));
    }
  },
  INT32(8, 4) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.getInt(at));
    }
  },
  FLOAT32(16, 4) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.getFloat(at));
    }
  },
  COMPLEX64(32, 8) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.magnitude(data.getFloat(at), data.getFloat(at + 4));
    }
  },
  FLOAT64(64, 8) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.getDouble(at));
    }
  },
  RGB24(128, 3) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return luma(data, at);
    }
  },
  INT8(256, 1) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.get(at));
    }
  },
  UINT16(512, 2) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of(data.getShort(at) & 0xFFFF);
    }
  },
  UINT32(768, 4) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of((double) Integer.toUnsignedLong(data.getInt(at)));
    }
  },
  INT64(1024, 8) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.of((double) data.getLong(at));
    }
  },
  UINT64(1280, 8) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      long value = data.getLong(at);
      return scaling.of(
          value >= 0 ? value : new BigInteger(Long.toUnsignedString(value)).doubleValue());
    }
  },
  COMPLEX128(1792, 16) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return scaling.magnitude(data.getDouble(at), data.getDouble(at + 8));
    }
  },
  RGBA32(2304, 4) {
    @Override
    double value(ByteBuffer data, int at, Scaling scaling) {
      return luma(data, at);
    }
  };

  private final int code;
  private final int bytes;

  NiftiType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static Optional<NiftiType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Bytes of one pixel. */
  int bytes() {
    return bytes;
  }

  /** The pixel whose bytes start at {@code at}, in the order of bytes that {@code data} has. */
  abstract double value(ByteBuffer data, int at, Scaling scaling);

  private static double luma(ByteBuffer data, int at) {
    return 0.299 * (data.get(at) & 0xFF)
        + 0.587 * (data.get(at + 1) & 0xFF)
        + 0.114 * (data.get(at + 2) & 0xFF);
  }

  /** {@code slope * value + intercept}: scl_slope and scl_inter; colours are not scaled. */
  record Scaling(double slope, double intercept) {
    /** A slope of 0 or that is no number means none (nifti1.h). */
    static Scaling of(double slope, double intercept) {
      boolean scales = slope != 0 && Double.isFinite(slope);
      return new Scaling(scales ? slope : 1, scales && Double.isFinite(intercept) ? intercept : 0);
    }

    double of(double value) {
      return slope * value + intercept;
    }

    double magnitude(double real, double imaginary) {
      return Math.hypot(of(real), slope * imaginary);
    }
  }
}
