/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.TransferSyntax.Encoding;

/**
 * What comes before the data set: a preamble and a meta group, or neither. The encoding of the data
 * set is taken from its first element, which is more reliable than the meta group.
 *
 * @param in the data set, inflated
 * @param syntax how it is written
 * @param sopClass what it is, as the meta group says; an empty text for no meta group
 */
record FileStart(DicomInput in, TransferSyntax syntax, String sopClass) {
  private static final int PREAMBLE_BYTES = 128;
  private static final int MAX_META_ELEMENTS = 64;
  private static final int MAX_META_BYTES = 1 << 16;
  private static final int MAX_FIRST_BYTES = 1 << 10;

  /** Whether a file that starts with {@code head} is DICOM, with or without a preamble. */
  static boolean recognises(byte[] head) {
    if (head.length >= PREAMBLE_BYTES + 4
        && new String(head, PREAMBLE_BYTES, 4, StandardCharsets.US_ASCII).equals("DICM")) {
      return true;
    }
    return startsGroup(head) && isFirstElement(head);
  }

  /**
   * @param maxInflatedBytes bytes of a deflated data set, counted as they come
   */
  static FileStart read(InputStream stream, long maxInflatedBytes)
      throws IOException, MemberException {
    BufferedInputStream buffered = new BufferedInputStream(stream);
    byte[] head = peek(buffered, PREAMBLE_BYTES + 4);
    if (!recognises(head)) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "The file is not DICOM: it lacks the mark DICM and a first group");
    }
    boolean preamble = head.length >= PREAMBLE_BYTES + 4 && !startsWithoutPreamble(head);
    if (preamble) {
      buffered.skipNBytes(PREAMBLE_BYTES + 4);
    }
    DataSet meta = meta(buffered);
    String uid = meta.text(Tag.TRANSFER_SYNTAX).orElse("");
    TransferSyntax syntax = TransferSyntax.of(uid);
    InputStream rest =
        syntax.deflated()
            ? new BufferedInputStream(
                new InflatedStream(
                    new InflaterInputStream(buffered, new Inflater(!startsZlib(peek(buffered, 5)))),
                    maxInflatedBytes))
            : buffered;
    Encoding encoding = encoding(new DicomInput(rest, ByteOrder.LITTLE_ENDIAN), syntax.encoding());
    return new FileStart(
        new DicomInput(rest, encoding.order()),
        uid.isEmpty() ? TransferSyntax.guessed(encoding) : syntax.withEncoding(encoding),
        meta.text(Tag.MEDIA_SOP_CLASS).orElse(""));
  }

  private static boolean startsWithoutPreamble(byte[] head) {
    return !new String(head, PREAMBLE_BYTES, 4, StandardCharsets.US_ASCII).equals("DICM");
  }

  private static DataSet meta(BufferedInputStream buffered) throws IOException, MemberException {
    DicomInput in = new DicomInput(buffered, ByteOrder.LITTLE_ENDIAN);
    DataSetParser parser = new DataSetParser(in, Encoding.EXPLICIT_LITTLE);
    DataSet meta = new DataSet();
    for (int i = 0; i < MAX_META_ELEMENTS; i++) {
      byte[] next = peek(buffered, 2);
      if (next.length < 2 || in.u16(next, 0) != 2) {
        return meta;
      }
      Element element = parser.element(in.bytes(8));
      if (element.length() > MAX_META_BYTES) {
        throw new MemberException(
            Reason.MALFORMED,
            "The meta element %s claims %s bytes"
                .formatted(Tag.hex(element.tag()), element.length()));
      }
      byte[] value = in.bytes((int) element.length());
      Tag.of(element.tag()).ifPresent(tag -> meta.put(tag, value, in.order()));
    }
    throw new MemberException(
        Reason.MALFORMED, "The meta group has more than %s elements".formatted(MAX_META_ELEMENTS));
  }

  private static Encoding encoding(DicomInput in, Encoding declared)
      throws IOException, MemberException {
    byte[] first = in.peek(8);
    if (first.length < 8) {
      return declared;
    }
    if (!Element.isVr(new String(first, 4, 2, StandardCharsets.US_ASCII))) {
      // What is too long for a first element is an unknown VR.
      return declared.isExplicit() && in.u32(first, 4) > MAX_FIRST_BYTES
          ? declared
          : Encoding.IMPLICIT_LITTLE;
    }
    boolean big = first[0] == 0 && first[1] != 0;
    boolean little = first[0] != 0 && first[1] == 0;
    if (big) {
      return Encoding.EXPLICIT_BIG;
    }
    return little || !declared.isExplicit() ? Encoding.EXPLICIT_LITTLE : declared;
  }

  /**
   * Whether a deflated data set has the header of zlib, against the standard. A block of deflate
   * that starts with the same bits is a stored one, and says its length twice.
   */
  private static boolean startsZlib(byte[] head) {
    if (head.length < 5
        || (head[0] & 0x8F) != 8
        || ((head[0] & 0xFF) << 8 | (head[1] & 0xFF)) % 31 != 0) {
      return false;
    }
    return (head[1] ^ head[3]) != -1 || (head[2] ^ head[4]) != -1;
  }

  private static byte[] peek(BufferedInputStream in, int count) throws IOException {
    in.mark(count);
    byte[] bytes = in.readNBytes(count);
    in.reset();
    return bytes;
  }

  private static boolean startsGroup(byte[] head) {
    if (head.length < 16) {
      return false;
    }
    boolean little = head[1] == 0 && (head[0] == 2 || head[0] == 8);
    boolean big = head[0] == 0 && head[1] == 8;
    return little || big;
  }

  /** A known VR and a short value, or a short value whose next tag is greater. */
  private static boolean isFirstElement(byte[] head) {
    boolean big = head[0] == 0;
    DicomInput order =
        new DicomInput(
            InputStream.nullInputStream(), big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (Element.isVr(new String(head, 4, 2, StandardCharsets.US_ASCII))) {
      return true;
    }
    long length = order.u32(head, 4);
    if (big || length > MAX_FIRST_BYTES || length % 2 != 0) {
      return false;
    }
    int next = 8 + (int) length;
    return next + 4 > head.length || Long.compare(tag(order, head, next), tag(order, head, 0)) > 0;
  }

  private static long tag(DicomInput order, byte[] bytes, int at) {
    return (long) order.u16(bytes, at) << 16 | order.u16(bytes, at + 2);
  }
}
