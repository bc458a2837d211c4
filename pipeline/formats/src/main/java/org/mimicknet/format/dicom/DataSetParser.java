/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.TransferSyntax.Encoding;

/**
 * Reads the elements of a data set in order (PS3.5 section 7), keeps those of {@link Tag} and stops
 * at the pixels. What a file says wrongly but unmistakably is read: an element without VR in an
 * explicit file or with an unknown one, a sequence marked as unknown, a stray end of an item.
 */
final class DataSetParser {
  private static final int MAX_VALUE_BYTES = 1 << 20;
  private static final int MAX_DATA_SET_BYTES = 16 << 20;
  private static final int REGION_BYTES = 1 << 10;
  private static final int MAX_DEPTH = 64;

  /** The head of an item, then tag and VR of its first element. */
  private static final int ITEM_START = 14;

  private static final long NO_END = Long.MAX_VALUE;

  private final DicomInput in;
  private final DataSet dataSet = new DataSet();
  private final UnknownVr unknown;
  private boolean explicit;
  private long keptBytes;

  DataSetParser(DicomInput in, Encoding encoding) {
    this.in = in;
    this.unknown = new UnknownVr(in);
    this.explicit = encoding.isExplicit();
    in.order(encoding.order());
  }

  DataSet dataSet() {
    return dataSet;
  }

  /** Reads up to the pixels and returns their element; empty for a file that ends without. */
  Optional<Element> readToPixels() throws IOException, MemberException {
    while (true) {
      byte[] start = in.upTo(8);
      if (start.length == 0) {
        return Optional.empty();
      }
      if (start.length < 8) {
        if (isPadding(start)) {
          return Optional.empty();
        }
        throw new MemberException(
            Reason.TRUNCATED,
            "The file ends within an element, at byte %s".formatted(in.position()));
      }
      Element element = element(start);
      if (element.isPixels()) {
        return Optional.of(element);
      }
      if (element.group() != Tag.ITEM >>> 16) {
        value(element, dataSet, 0);
      }
    }
  }

  /** Reads the rest of an element from its first 8 bytes. */
  Element element(byte[] start) throws IOException, MemberException {
    int tag = in.u16(start, 0) << 16 | in.u16(start, 2);
    String vr = new String(start, 4, 2, StandardCharsets.US_ASCII);
    if (!explicit || tag >>> 16 == Tag.ITEM >>> 16) {
      return new Element(tag, "UN", in.u32(start, 4));
    }
    if (!Element.isVr(vr)) {
      return unknown.element(tag, start);
    }
    if (Element.isLong(vr)) {
      return new Element(tag, vr, in.u32(in.bytes(4), 0));
    }
    return new Element(tag, vr, in.u16(start, 6));
  }

  private void value(Element element, DataSet into, int depth) throws IOException, MemberException {
    if (element.isUndefined()) {
      undefinedLength(element, depth);
      return;
    }
    if (element.tag() == Tag.REGIONS && depth == 0) {
      regions(in.position() + element.length());
      return;
    }
    Optional<Tag> tag = Tag.of(element.tag());
    if (tag.isEmpty()) {
      in.skip(element.length());
      return;
    }
    if (element.length() > MAX_VALUE_BYTES) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "%s claims %s bytes: at most %s are read"
              .formatted(tag.get(), element.length(), MAX_VALUE_BYTES));
    }
    keep(element.length());
    into.put(tag.get(), in.bytes((int) element.length()), in.order());
  }

  private void keep(long bytes) throws MemberException {
    keptBytes += bytes;
    if (keptBytes > MAX_DATA_SET_BYTES) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "The values and regions of the data set take more than %s bytes"
              .formatted(MAX_DATA_SET_BYTES));
    }
  }

  private void undefinedLength(Element element, int depth) throws IOException, MemberException {
    if (element.tag() == Tag.REGIONS && depth == 0) {
      regions(NO_END);
    } else if (element.vr().startsWith("O")) {
      skipFragments();
    } else if (explicit && element.vr().equals("UN")) {
      // PS3.5 section 6.2.2: such a sequence is in implicit little endian; not all writers obey.
      ByteOrder order = in.order();
      explicit = startsExplicitItem(in.peek(ITEM_START));
      in.order(explicit ? order : ByteOrder.LITTLE_ENDIAN);
      items(new DataSet(), NO_END, depth + 1);
      in.order(order);
      explicit = true;
    } else {
      items(new DataSet(), NO_END, depth + 1);
    }
  }

  /** Whether the first element of the first item has a VR. */
  private static boolean startsExplicitItem(byte[] start) {
    return start.length == ITEM_START
        && Element.isVr(new String(start, ITEM_START - 2, 2, StandardCharsets.US_ASCII));
  }

  private void regions(long end) throws IOException, MemberException {
    while (in.position() < end) {
      DataSet region = new DataSet();
      if (!item(region, end, 1)) {
        return;
      }
      keep(REGION_BYTES);
      dataSet.regions().add(region);
    }
  }

  private void items(DataSet into, long end, int depth) throws IOException, MemberException {
    if (depth > MAX_DEPTH) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED, "Sequences are nested deeper than %s".formatted(MAX_DEPTH));
    }
    while (in.position() < end) {
      if (!item(into, end, depth)) {
        return;
      }
    }
  }

  /** Reads an item; false for the end of the sequence. */
  private boolean item(DataSet into, long end, int depth) throws IOException, MemberException {
    Element item = element(in.bytes(8));
    if (item.tag() == Tag.SEQUENCE_END) {
      return false;
    }
    if (item.tag() != Tag.ITEM) {
      throw new MemberException(
          Reason.MALFORMED,
          "An item of a sequence is missing at byte %s".formatted(in.position() - 8));
    }
    long itemEnd = item.isUndefined() ? NO_END : in.position() + item.length();
    if (itemEnd > end && end != NO_END) {
      throw new MemberException(
          Reason.MALFORMED,
          "An item ends %s bytes after its sequence, at byte %s"
              .formatted(itemEnd - end, in.position()));
    }
    while (in.position() < itemEnd) {
      Element element = element(in.bytes(8));
      if (element.tag() == Tag.ITEM_END) {
        return true;
      }
      if (element.tag() == Tag.SEQUENCE_END) {
        return false;
      }
      value(element, into, depth);
    }
    return true;
  }

  private void skipFragments() throws IOException, MemberException {
    while (true) {
      Element fragment = element(in.bytes(8));
      if (fragment.tag() == Tag.SEQUENCE_END) {
        return;
      }
      if (fragment.tag() != Tag.ITEM || fragment.isUndefined()) {
        throw new MemberException(
            Reason.MALFORMED, "A fragment is missing at byte %s".formatted(in.position() - 8));
      }
      in.skip(fragment.length());
    }
  }

  private static boolean isPadding(byte[] bytes) {
    for (byte value : bytes) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
