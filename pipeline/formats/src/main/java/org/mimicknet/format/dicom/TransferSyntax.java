/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.nio.ByteOrder;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.codec.Compression;

/**
 * How a data set and its pixels are written (PS3.5 section 10).
 *
 * @param uid as the file says, or an empty text where it says nothing
 * @param encoding how elements are written
 * @param deflated whether all after the meta group is compressed as a whole
 * @param pixels how frames are written
 */
record TransferSyntax(String uid, Encoding encoding, boolean deflated, Pixels pixels) {
  private static final String DICOM = "1.2.840.10008.1.2";

  /** How elements are written. */
  enum Encoding {
    IMPLICIT_LITTLE(false, ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_LITTLE(true, ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_BIG(true, ByteOrder.BIG_ENDIAN);

    private final boolean explicit;
    private final ByteOrder order;

    Encoding(boolean explicit, ByteOrder order) {
      this.explicit = explicit;
      this.order = order;
    }

    boolean isExplicit() {
      return explicit;
    }

    ByteOrder order() {
      return order;
    }
  }

  /** How frames are written. */
  sealed interface Pixels {
    /** One after the other as they are. */
    record Native() implements Pixels {}

    /** In fragments, each frame compressed for itself. */
    record Compressed(Compression compression) implements Pixels {}

    /** In a way that nothing here decodes. */
    record Unsupported(String name) implements Pixels {}
  }

  static TransferSyntax of(String uid) {
    return switch (uid) {
      case DICOM -> bare(uid, Encoding.IMPLICIT_LITTLE);
      case DICOM + ".1", DICOM + ".1.98" -> bare(uid, Encoding.EXPLICIT_LITTLE);
      case DICOM + ".2" -> bare(uid, Encoding.EXPLICIT_BIG);
      case DICOM + ".1.99" ->
          new TransferSyntax(uid, Encoding.EXPLICIT_LITTLE, true, new Pixels.Native());
      case DICOM + ".5" -> compressed(uid, Compression.RLE);
      case DICOM + ".4.50", DICOM + ".4.51", DICOM + ".4.57", DICOM + ".4.70" ->
          compressed(uid, Compression.JPEG);
      case DICOM + ".4.80", DICOM + ".4.81" -> compressed(uid, Compression.JPEG_LS);
      case DICOM + ".4.90", DICOM + ".4.91" -> compressed(uid, Compression.JPEG_2000);
      default ->
          new TransferSyntax(
              uid, Encoding.EXPLICIT_LITTLE, false, new Pixels.Unsupported(name(uid)));
    };
  }

  /** A data set without a meta group. */
  static TransferSyntax guessed(Encoding encoding) {
    return bare("", encoding);
  }

  TransferSyntax withEncoding(Encoding other) {
    return new TransferSyntax(uid, other, deflated, pixels);
  }

  /** The compression of the frames; empty for none. */
  Optional<Compression> compression() throws MemberException {
    if (pixels instanceof Pixels.Compressed compressed) {
      return Optional.of(compressed.compression());
    }
    if (pixels instanceof Pixels.Unsupported unsupported) {
      throw new MemberException(
          Reason.UNSUPPORTED_TRANSFER_SYNTAX,
          "Cannot decode the pixels: %s is not supported; convert the file to an uncompressed"
                  .formatted(unsupported.name())
              + " transfer syntax");
    }
    return Optional.empty();
  }

  private static TransferSyntax bare(String uid, Encoding encoding) {
    return new TransferSyntax(uid, encoding, false, new Pixels.Native());
  }

  private static TransferSyntax compressed(String uid, Compression compression) {
    return new TransferSyntax(
        uid, Encoding.EXPLICIT_LITTLE, false, new Pixels.Compressed(compression));
  }

  private static String name(String uid) {
    String suffix = uid.startsWith(DICOM) ? uid.substring(DICOM.length()) : "";
    return switch (suffix) {
      case ".4.201", ".4.202", ".4.203" -> "High-Throughput JPEG 2000";
      case ".4.110", ".4.111", ".4.112" -> "JPEG XL";
      case ".4.100", ".4.100.1", ".4.101", ".4.101.1", ".4.102", ".4.102.1", ".4.103", ".4.103.1" ->
          "MPEG-2 or MPEG-4 video";
      case ".4.104", ".4.104.1", ".4.105", ".4.105.1", ".4.106", ".4.106.1" -> "MPEG-4 video";
      case ".4.107", ".4.108" -> "HEVC video";
      default ->
          uid.matches("1\\.2\\.840\\.10008\\.[0-9.]{1,40}")
              ? "the transfer syntax " + uid
              : "a private transfer syntax";
    };
  }
}
