/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.Internal;

/** What the three samples of a decoded pixel are, as far as the compressed bytes say. */
@Internal
public enum StoredColour {
  /** What PhotometricInterpretation says. */
  AS_DECLARED,
  /** Red, green, blue, whatever PhotometricInterpretation says. */
  RGB,
  /** Full-range Y, Cb, Cr, whatever PhotometricInterpretation says. */
  YBR,
  /** The same, though nothing in the compressed bytes says so. */
  ASSUMED_YBR,
  /** Grey in every sample: there were more or fewer of them than the data set says. */
  GREY
}
