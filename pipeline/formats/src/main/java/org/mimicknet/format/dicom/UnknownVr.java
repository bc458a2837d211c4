/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mimicknet.archive.MemberException;

/**
 * The length of an element of an explicit file whose VR is of no known kind: two bytes, as most VRs
 * have; four behind two reserved ones, as the later VRs have; or four in the place of the VR, as
 * where there is none. The first of them counts behind whose value another element starts.
 */
final class UnknownVr {
  private static final int MAX_VALUE_BYTES = 1 << 16;
  private static final int HEADER_BYTES = 8;

  /** Looking ahead costs time: elements behind so many are taken as they look. */
  private static final int MAX_LOOKS = 1 << 10;

  private enum Form {
    SHORT,
    LONG,
    NO_VR
  }

  private final DicomInput in;
  private int looks;

  UnknownVr(DicomInput in) {
    this.in = in;
  }

  /** The element whose first 8 bytes are {@code start}; reads the rest of its length. */
  Element element(int tag, byte[] start) throws IOException, MemberException {
    return switch (form(tag, start)) {
      case SHORT -> new Element(tag, "UN", in.u16(start, 6));
      case LONG -> new Element(tag, "UN", in.u32(in.bytes(4), 0));
      case NO_VR -> new Element(tag, "UN", in.u32(start, 4));
    };
  }

  private Form form(int tag, byte[] start) throws IOException, MemberException {
    boolean letters = Character.isLetter(start[4]) && Character.isLetter(start[5]);
    boolean blank = isBlank(start[4]) && isBlank(start[5]);
    boolean reserved = start[6] == 0 && start[7] == 0;
    if (!letters && !blank) {
      return Form.NO_VR;
    }
    if (start[4] == 0 && start[5] == 0 && reserved) {
      return Form.NO_VR;
    }
    if (tag == Tag.PIXELS && reserved) {
      return Form.LONG;
    }
    List<Form> forms = List.of(Form.SHORT, Form.LONG, Form.NO_VR);
    if (looks++ < MAX_LOOKS) {
      for (Form form : forms) {
        if ((form != Form.LONG || reserved) && elementFollows(form, start)) {
          return form;
        }
      }
    }
    return !letters ? Form.NO_VR : reserved ? Form.LONG : Form.SHORT;
  }

  private static boolean isBlank(byte value) {
    return value == 0 || value == ' ' || value == '-' || value == '?' || value == '*';
  }

  private boolean elementFollows(Form form, byte[] start) throws IOException, MemberException {
    long next =
        switch (form) {
          case SHORT -> in.u16(start, 6);
          case LONG -> {
            byte[] length = in.peek(4);
            yield length.length < 4 ? MAX_VALUE_BYTES : 4 + in.u32(length, 0);
          }
          case NO_VR -> in.u32(start, 4);
        };
    if (next >= MAX_VALUE_BYTES) {
      return false;
    }
    byte[] bytes = in.peek((int) next + HEADER_BYTES);
    if (bytes.length < next + HEADER_BYTES) {
      return bytes.length == next;
    }
    int at = (int) next;
    long tag = tag(bytes, at);
    boolean isSame = bytes[at + 4] == start[4] && bytes[at + 5] == start[5];
    return tag >>> 16 == (Tag.ITEM >>> 16)
        || Element.isVr(new String(bytes, at + 4, 2, StandardCharsets.US_ASCII))
        || (isSame && tag > tag(start, 0));
  }

  private long tag(byte[] bytes, int at) {
    return (long) in.u16(bytes, at) << 16 | in.u16(bytes, at + 2);
  }
}
