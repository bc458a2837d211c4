/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * Unpacks LZF as h5py's filter writes it: literal runs (0 to 31: that many bytes less one) and
 * references (three bits of length, seven standing for a further byte, then 13 bits of distance).
 */
final class Lzf {
  private static final int LONGEST_LITERAL = 32;
  private static final int LONG_REFERENCE = 7;

  private Lzf() {}

  static byte[] unpack(byte[] packed, int size) throws MemberException {
    byte[] out = new byte[size];
    int at = 0;
    try {
      for (int in = 0; in < packed.length; ) {
        int control = packed[in++] & 0xFF;
        if (control < LONGEST_LITERAL) {
          System.arraycopy(packed, in, out, at, control + 1);
          in += control + 1;
          at += control + 1;
          continue;
        }
        int length = control >> 5;
        if (length == LONG_REFERENCE) {
          length += packed[in++] & 0xFF;
        }
        int from = at - ((control & 0x1F) << 8) - (packed[in++] & 0xFF) - 1;
        for (int end = at + length + 2; at < end; ) {
          out[at++] = out[from++];
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw damaged(e);
    }
    if (at != size) {
      throw damaged(null);
    }
    return out;
  }

  private static MemberException damaged(Exception cause) {
    return new MemberException(
        Reason.MALFORMED, "A chunk of the HDF5 file does not unpack by LZF", cause);
  }
}
