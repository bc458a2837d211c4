/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** MAT files for tests. */
public final class MatFiles {
  private MatFiles() {}

  /** iq(r, c) = (3, 4) * (r + 10 c) and dtce(r, c) = 100 r + c, with a path that must not leak. */
  public static byte[] frame(int height, int width) {
    return bytes(
        Mat5.newMatFile()
            .addArray("image_path", Mat5.newString("/getlab/JaneDoe/raw.bin"))
            .addArray("iq", iq(height, width, MatlabType.Double))
            .addArray("dtce", dtce(height, width)));
  }

  static Matrix iq(int height, int width, MatlabType type) {
    Matrix iq = Mat5.newComplex(height, width, type);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        iq.setDouble(new int[] {row, column}, 3.0 * (row + 10 * column));
        iq.setImaginaryDouble(new int[] {row, column}, 4.0 * (row + 10 * column));
      }
    }
    return iq;
  }

  static Matrix dtce(int height, int width) {
    Matrix dtce = Mat5.newMatrix(height, width);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        dtce.setDouble(new int[] {row, column}, 100.0 * row + column);
      }
    }
    return dtce;
  }

  /** The file with its arrays as they are. */
  public static byte[] bytes(MatFile file) {
    return written(file, Deflater.NO_COMPRESSION);
  }

  /** The file with each array compressed. */
  public static byte[] compressed(MatFile file) {
    return written(file, Deflater.DEFAULT_COMPRESSION);
  }

  private static byte[] written(MatFile file, int deflateLevel) {
    ByteBuffer buffer =
        ByteBuffer.allocate((int) file.getUncompressedSerializedSize() + 1024)
            .order(ByteOrder.LITTLE_ENDIAN);
    try {
      Mat5.newWriter(Sinks.wrap(buffer)).setDeflateLevel(deflateLevel).writeMat(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
