/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** Decoders of ImageIO, without its plug-in scanning, disk cache and colour conversion. */
final class Rasters {
  static {
    ImageIO.setUseCache(false);
  }

  private Rasters() {}

  /** The first image of {@code codestream}, whose size was checked before. */
  static byte[] decode(String name, ImageReaderSpi spi, byte[] codestream, FrameLayout layout)
      throws MemberException {
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(codestream))) {
      ImageReader reader = spi.createReaderInstance();
      try {
        Warnings warnings = new Warnings();
        reader.addIIOReadWarningListener(warnings);
        reader.setInput(in, true, true);
        Raster raster = reader.readRaster(0, null);
        if (warnings.damage) {
          throw new MemberException(
              Reason.MALFORMED,
              "Cannot decode %s: its data are damaged, and its decoder made up the rest"
                  .formatted(name));
        }
        return samples(name, raster, layout);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      throw failed(name, e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Error e) {
      // jj2000 throws plain Errors for codestreams that it finds inconsistent.
      throw failed(name, e);
    }
  }

  private static MemberException failed(String name, Throwable cause) {
    return new MemberException(
        cause instanceof EOFException ? Reason.TRUNCATED : Reason.MALFORMED,
        "Cannot decode %s: its decoder fails with %s"
            .formatted(name, cause.getClass().getSimpleName()),
        cause);
  }

  private static byte[] samples(String name, Raster raster, FrameLayout layout)
      throws MemberException {
    if (raster.getWidth() != layout.columns()
        || raster.getHeight() != layout.rows()
        || raster.getNumBands() != layout.samples()) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode %s: it gave %s x %s x %s samples, but the data set says %s x %s x %s"
              .formatted(
                  name,
                  raster.getHeight(),
                  raster.getWidth(),
                  raster.getNumBands(),
                  layout.rows(),
                  layout.columns(),
                  layout.samples()));
    }
    byte[] samples = new byte[Math.toIntExact(layout.frameBytes())];
    if (layout.bitsAllocated() == 8 && raster.getTransferType() == DataBuffer.TYPE_BYTE) {
      raster.getDataElements(
          raster.getMinX(), raster.getMinY(), layout.columns(), layout.rows(), samples);
      return samples;
    }
    int width = layout.bytesPerSample();
    int[] row = new int[layout.columns() * layout.samples()];
    int at = 0;
    for (int y = 0; y < layout.rows(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, layout.columns(), 1, row);
      for (int value : row) {
        at = LittleEndian.put(samples, at, value, width);
      }
    }
    return samples;
  }

  /** A missing end marker is harmless: many scanners forget it. */
  private static final class Warnings implements IIOReadWarningListener {
    private static final String MISSING_END = "Missing EOI marker";

    private boolean damage;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      damage |= !warning.contains(MISSING_END);
    }
  }
}
