/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which kind of MAT file the first bytes announce. */
enum MatHeader {
  V4,
  V5,
  V73;

  private static final int VERSION_AT = 124;
  private static final int LENGTH = 128;
  private static final int V4_LENGTH = 20;
  private static final int LONGEST_V4_NAME = 64;

  static Optional<MatHeader> of(byte[] head) {
    if (head.length >= LENGTH) {
      boolean little = head[VERSION_AT + 2] == 'I' && head[VERSION_AT + 3] == 'M';
      boolean big = head[VERSION_AT + 2] == 'M' && head[VERSION_AT + 3] == 'I';
      if (little || big) {
        byte major = head[little ? VERSION_AT + 1 : VERSION_AT];
        if (major == 1) {
          return Optional.of(V5);
        }
        if (major == 2) {
          return Optional.of(V73);
        }
      }
      if (new String(head, 0, 10, StandardCharsets.ISO_8859_1).equals("MATLAB 5.0")) {
        return Optional.of(V5);
      }
    }
    boolean four = isV4(head, ByteOrder.LITTLE_ENDIAN) || isV4(head, ByteOrder.BIG_ENDIAN);
    return four ? Optional.of(V4) : Optional.empty();
  }

  /**
   * Level 4 has no magic number: five integers {type MOPT, rows, columns, complex, length of name}
   * that fit each other, and a name that ends in zero.
   */
  private static boolean isV4(byte[] head, ByteOrder order) {
    if (head.length < V4_LENGTH + 2) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(head).order(order);
    int type = header.getInt();
    int rows = header.getInt();
    int columns = header.getInt();
    int complex = header.getInt();
    int name = header.getInt();
    boolean typeFits = type >= 0 && type / 1000 <= 4 && type / 100 % 10 == 0 && type / 10 % 10 <= 5;
    boolean orderFits = (order == ByteOrder.BIG_ENDIAN) == (type / 1000 == 1);
    if (!typeFits
        || type % 10 > 2
        || !orderFits
        || rows < 0
        || columns < 0
        || complex < 0
        || complex > 1
        || name < 2
        || name > LONGEST_V4_NAME
        || head.length < V4_LENGTH + name) {
      return false;
    }
    for (int i = V4_LENGTH; i < V4_LENGTH + name - 1; i++) {
      if (head[i] != '_' && !Character.isLetterOrDigit(head[i])) {
        return false;
      }
    }
    return head[V4_LENGTH + name - 1] == 0;
  }
}
