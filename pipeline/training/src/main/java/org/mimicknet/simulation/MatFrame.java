/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sink;
import us.hebi.matlab.mat.types.Sinks;

/**
 * A frame as a MAT v5 file in the published layout: {@code iq} complex double and {@code dtce}
 * double, both depth x lines.
 */
final class MatFrame {
  /** How the arrays are stored. */
  enum Compression {
    NONE(0),
    DEFLATE(1);

    private final int level;

    Compression(int level) {
      this.level = level;
    }
  }

  private static final int DESCRIPTION_BYTES = 116;
  private static final int DEFLATE_SLACK = 1 << 16;

  private MatFrame() {}

  /**
   * @param clinical row-major with as many rows as {@code iq}; its length gives its width
   */
  static byte[] encode(IqFrame iq, double[] clinical, Compression compression) throws IOException {
    int height = iq.height();
    int width = iq.width();
    Matrix complex = Mat5.newComplex(height, width);
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < height; i++) {
        complex.setDouble(j * height + i, Math.rint(iq.re()[i * width + j]));
        complex.setImaginaryDouble(j * height + i, Math.rint(iq.im()[i * width + j]));
      }
    }
    int clinicalWidth = clinical.length / height;
    Matrix dtce = Mat5.newMatrix(height, clinicalWidth);
    for (int j = 0; j < clinicalWidth; j++) {
      for (int i = 0; i < height; i++) {
        dtce.setDouble(j * height + i, Math.rint(clinical[i * clinicalWidth + j] * 8) / 8);
      }
    }
    Mat5File file = Mat5.newMatFile();
    file.addArray("iq", complex).addArray("dtce", dtce);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(file.getUncompressedSerializedSize() + DEFLATE_SLACK));
    try (Sink sink = Sinks.wrap(bytes)) {
      Mat5.newWriter(sink).setDeflateLevel(compression.level).writeMat(file);
    }
    return withFixedDescription(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /** The library writes the time of day there: bytes would differ from run to run. */
  private static byte[] withFixedDescription(byte[] file) {
    byte[] text = "MATLAB 5.0 MAT-file, simulated".getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(file, 0, DESCRIPTION_BYTES, (byte) ' ');
    System.arraycopy(text, 0, file, 0, text.length);
    return file;
  }
}
