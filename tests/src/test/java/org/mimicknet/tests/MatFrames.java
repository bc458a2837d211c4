/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** MAT files of the MimickNet layout with random pixels. */
public final class MatFrames {
  private MatFrames() {}

  /** A file that is not compressed, of {@code iq} and {@code dtce}. */
  public static byte[] uncompressed(int height, int width, long seed) throws IOException {
    Random random = new Random(seed);
    Matrix iq = Mat5.newComplex(height, width);
    Matrix dtce = Mat5.newMatrix(height, width);
    for (int column = 0; column < width; column++) {
      for (int row = 0; row < height; row++) {
        iq.setDouble(row, column, random.nextGaussian());
        iq.setImaginaryDouble(row, column, random.nextGaussian());
        dtce.setDouble(row, column, random.nextInt(3996));
      }
    }
    try (Mat5File file = Mat5.newMatFile()) {
      file.addArray("iq", iq).addArray("dtce", dtce);
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.toIntExact(file.getUncompressedSerializedSize()))
              .order(ByteOrder.LITTLE_ENDIAN);
      Mat5.newWriter(Sinks.wrap(bytes)).setDeflateLevel(Deflater.NO_COMPRESSION).writeMat(file);
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }
}
