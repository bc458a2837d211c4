package org.mimicknet.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import us.hebi.matlab.mat.format.Mat5;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Sink sink = Sinks.wrapNonSeeking(bytes)) {
      Mat5.newWriter(sink)
          .setDeflateLevel(compression.level)
          .writeMat(Mat5.newMatFile().addArray("iq", complex).addArray("dtce", dtce));
    }
    return withFixedDescription(bytes.toByteArray());
  }

  /** The library writes the time of day there: bytes would differ from run to run. */
  private static byte[] withFixedDescription(byte[] file) {
    byte[] text = "MATLAB 5.0 MAT-file, simulated".getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(file, 0, DESCRIPTION_BYTES, (byte) ' ');
    System.arraycopy(text, 0, file, 0, text.length);
    return file;
  }
}
