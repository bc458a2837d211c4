/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.util.Iterator;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * JPEG: the JDK decodes 8-bit lossy frames, TwelveMonkeys lossless ones. Neither converts colours,
 * because only rasters are asked for.
 */
final class JpegDecoder {
  private static final String JDK_SPI = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";
  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int PROGRESSIVE = 0xC2;
  private static final int LOSSLESS = 0xC3;

  private JpegDecoder() {}

  static byte[] decode(byte[] codestream, JpegHeader header, FrameLayout layout)
      throws MemberException {
    switch (header.process()) {
      case BASELINE, EXTENDED, PROGRESSIVE -> {
        if (header.precision() != 8) {
          throw new MemberException(
              Reason.UNSUPPORTED_TRANSFER_SYNTAX,
              "Cannot decode lossy JPEG of %s bits: only 8 bits are supported"
                  .formatted(header.precision()));
        }
        return Rasters.decode("JPEG", Spis.JDK, codestream, layout);
      }
      case LOSSLESS -> {
        return Rasters.decode("lossless JPEG", Spis.LOSSLESS, codestream, layout);
      }
      default ->
          throw new MemberException(
              Reason.UNSUPPORTED_TRANSFER_SYNTAX,
              "Cannot decode JPEG of process SOF%s: only 0 to 3 are supported"
                  .formatted(header.process() - BASELINE));
    }
  }

  /**
   * The JDK's class is not exported, so it is picked from the registry by its name: whatever else a
   * class loader of an executor registered there does not count.
   */
  private static final class Spis {
    static final ImageReaderSpi JDK = jdk();
    static final ImageReaderSpi LOSSLESS = lossless();

    private static ImageReaderSpi jdk() {
      Iterator<ImageReaderSpi> spis =
          IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
      while (spis.hasNext()) {
        ImageReaderSpi spi = spis.next();
        if (spi.getClass().getName().equals(JDK_SPI)) {
          return spi;
        }
      }
      throw new IllegalStateException("Cannot decode JPEG: this JDK lacks " + JDK_SPI);
    }

    private static ImageReaderSpi lossless() {
      JPEGImageReaderSpi spi = new JPEGImageReaderSpi();
      spi.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
      return spi;
    }
  }
}
