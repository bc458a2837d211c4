/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.Set;

/**
 * The start of a data element.
 *
 * @param tag group and element
 * @param vr value representation, {@code "UN"} where the file does not say it
 * @param length bytes of the value, or {@link #UNDEFINED}
 */
record Element(int tag, String vr, long length) {
  static final long UNDEFINED = 0xFFFF_FFFFL;

  private static final Set<String> LONG_VRS =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");
  private static final Set<String> SHORT_VRS =
      Set.of(
          "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL",
          "SS", "ST", "TM", "UI", "UL", "US");

  boolean isUndefined() {
    return length == UNDEFINED;
  }

  int group() {
    return tag >>> 16;
  }

  boolean isPixels() {
    return tag == Tag.PIXELS || tag == Tag.FLOAT_PIXELS || tag == Tag.DOUBLE_PIXELS;
  }

  /** Whether its length takes four bytes where VRs are explicit. */
  static boolean isLong(String vr) {
    return LONG_VRS.contains(vr);
  }

  static boolean isVr(String vr) {
    return LONG_VRS.contains(vr) || SHORT_VRS.contains(vr);
  }
}
