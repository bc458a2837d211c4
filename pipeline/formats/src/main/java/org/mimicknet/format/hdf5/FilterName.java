/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.util.Arrays;

/** Filters that are not read, as the HDF Group has registered them. */
enum FilterName {
  NBIT(5, "n-bit"),
  SZIP(4, "szip"),
  SCALE_OFFSET(6, "scale-offset"),
  LZO(305, "LZO"),
  BZIP2(307, "bzip2"),
  MAFISC(32002, "MAFISC"),
  SNAPPY(32003, "Snappy"),
  APAX(32005, "APAX"),
  CBF(32006, "CBF"),
  JPEG_XR(32007, "JPEG XR"),
  SPDP(32009, "SPDP"),
  LPC_RICE(32010, "LPC-Rice"),
  CCSDS_123(32011, "CCSDS-123"),
  JPEG_LS(32012, "JPEG-LS"),
  ZFP(32013, "ZFP"),
  FPZIP(32014, "fpzip"),
  B3D(32016, "B3D"),
  SZ(32017, "SZ"),
  FCIDECOMP(32018, "FCIDECOMP"),
  JPEG(32019, "JPEG"),
  GRANULAR_BITROUND(32022, "granular BitRound"),
  SZ3(32024, "SZ3"),
  BLOSC2(32026, "Blosc2"),
  SPERR(32028, "SPERR"),
  HTJ2K(32037, "HTJ2K");

  /** What to do about a filter, where a sentence ends with it. */
  static final String PACK_AGAIN =
      "pack it again by gzip where its filters are installed: h5repack -f GZIP=4 IN OUT";

  private final int id;
  private final String text;

  FilterName(int id, String text) {
    this.id = id;
    this.text = text;
  }

  /** The number and, of a registered filter, the name. */
  static String of(int id) {
    return Arrays.stream(values())
        .filter(name -> name.id == id)
        .findFirst()
        .map(name -> "%s (%s)".formatted(id, name.text))
        .orElse(String.valueOf(id));
  }
}
