/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;
import org.mimicknet.signal.Envelope;

/** Magnitude of complex data: {@code mn_envelope(iq, height, width)}. */
final class EnvelopeFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_envelope";
  }

  @Override
  public String arguments() {
    return "iq, height, width";
  }

  @Override
  public int required() {
    return 3;
  }

  @Override
  public String description() {
    return "Magnitude of complex IQ data: pairs of float32 (real, imaginary) become one float32 each.";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(iq, height, width) FROM my_iq";
  }

  @Override
  public DataType type() {
    return DataTypes.BinaryType;
  }

  @Override
  public Object call(Arguments arguments) {
    int height = arguments.integer(1);
    int width = arguments.integer(2);
    float[] values = Image.fromBytes(arguments.bytes(0), height, 2 * width).pixels();
    double[] real = new double[values.length / 2];
    double[] imaginary = new double[values.length / 2];
    for (int i = 0; i < real.length; i++) {
      real[i] = values[2 * i];
      imaginary[i] = values[2 * i + 1];
    }
    return Envelope.of(real, imaginary, height, width).toBytes();
  }
}
