/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.kernels;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.mimicknet.format.dicom.codec.Compression;
import org.mimicknet.format.dicom.codec.FrameLayout;
import org.mimicknet.reference.SharedData;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The compressed bytes of one frame of a real DICOM file of {@code ../shared/samples}. */
@State(Scope.Thread)
public class CodecFrame {
  private static final int ITEM = 0xE000_FFFE;
  private static final byte[] PIXELS = {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, -1, -1, -1, -1};

  /** A kind of compression and the file that shows it: single-frame, explicit little endian. */
  public enum Kind {
    RLE(Compression.RLE, "dicom-us/robyoung__dicom-test-files/US1_RLE", 480, 640, 3, 8),
    JPEG_8_BIT(Compression.JPEG, "dicom-codec/fo-dicom__fo-dicom/JPEGwithIcon.dcm", 600, 600, 3, 8),
    JPEG_LOSSLESS_8_BIT(
        Compression.JPEG,
        "dicom-us/pydicom__pydicom-data/JPGLosslessP14SV1_1s_1f_8b.dcm",
        768,
        1024,
        1,
        8),
    JPEG_LOSSLESS_16_BIT(
        Compression.JPEG, "dicom-codec/dcm4che__dcm4che/CT-JPEGLosslessSV1.dcm", 512, 512, 1, 16),
    JPEG_LS_16_BIT(
        Compression.JPEG_LS, "dicom-codec/robyoung__dicom-test-files/CT1_JLSL", 512, 512, 1, 16),
    JPEG_2000(
        Compression.JPEG_2000, "dicom-us/pydicom__pydicom/examples_jpeg2k.dcm", 480, 640, 3, 8);

    final Compression compression;
    private final String file;
    private final int rows;
    private final int columns;
    private final int samples;
    private final int bits;

    Kind(Compression compression, String file, int rows, int columns, int samples, int bits) {
      this.compression = compression;
      this.file = file;
      this.rows = rows;
      this.columns = columns;
      this.samples = samples;
      this.bits = bits;
    }

    FrameLayout layout() {
      return new FrameLayout(rows, columns, samples, bits, bits, false);
    }
  }

  @Param public Kind kind;
  byte[] codestream;

  @Setup
  public void read() throws IOException {
    byte[] file = Files.readAllBytes(SharedData.sample(kind.file));
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    in.position(afterPixels(file));
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    boolean isOffsetTable = true;
    while (in.getInt() == ITEM) {
      byte[] fragment = new byte[in.getInt()];
      in.get(fragment);
      if (!isOffsetTable) {
        frame.writeBytes(fragment);
      }
      isOffsetTable = false;
    }
    codestream = frame.toByteArray();
  }

  /** The last one: an icon has pixels of its own, before those of the image. */
  private static int afterPixels(byte[] file) {
    for (int at = file.length - PIXELS.length; at >= 0; at--) {
      if (ByteBuffer.wrap(file, at, PIXELS.length).equals(ByteBuffer.wrap(PIXELS))) {
        return at + PIXELS.length;
      }
    }
    throw new IllegalStateException("Cannot find compressed pixels in a DICOM file");
  }
}
