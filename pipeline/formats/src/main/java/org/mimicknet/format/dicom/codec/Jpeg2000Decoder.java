/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import org.mimicknet.archive.MemberException;

/** JPEG 2000 by jj2000, as packed in JAI Image I/O. */
final class Jpeg2000Decoder {
  private Jpeg2000Decoder() {}

  static byte[] decode(byte[] codestream, FrameLayout layout) throws MemberException {
    byte[] samples = Rasters.decode("JPEG 2000", new J2KImageReaderSpi(), codestream, layout);
    if (layout.signed()) {
      // Some files hold the bits of signed samples as unsigned ones.
      LittleEndian.extendSigns(samples, layout);
    }
    return samples;
  }
}
