/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.TestMembers;
import us.hebi.matlab.mat.format.Mat5;

/** Sizes that the MAT library would allocate on trust. */
class HostileMatTest {
  private static final int INTS = 5;
  private static final int MARKED_COLUMNS = 777;
  private static final int MANY = 1 << 30;

  @Test
  void aCellInAStructureThatDeclaresABillionElementsIsRefused() {
    byte[] file = withNestedCell();

    replace(file, new int[] {INTS, 8, 1, MARKED_COLUMNS}, 3, MANY);

    TestMembers.assertRefused(
        file,
        Reason.LIMIT_EXCEEDED,
        "A cell or structure of the MAT file declares the size [1, 1073741824]; at most 1024"
            + " elements are read");
  }

  @Test
  void elementsForWhichOnlyTheTagsClaimBytesAreRefused() {
    byte[] file = withNestedCell();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int dimensions = place(file, new int[] {INTS, 8, 1, MARKED_COLUMNS});
    bytes.putInt(dimensions + 12, MANY / 10);
    bytes.putInt(128 + 4, 0xFFFF_FFF0);
    bytes.putInt(dimensions - 20, 0x7FFF_FFF0);

    TestMembers.assertRefused(
        file,
        Reason.LIMIT_EXCEEDED,
        "A cell or structure of the MAT file declares the size [1, 107374182]; at most 1024"
            + " elements are read");
  }

  @Test
  void dimensionsOfAGigabyteAreRefused() {
    byte[] file = withNestedCell();

    replace(file, new int[] {INTS, 8, 1, MARKED_COLUMNS}, 1, MANY);

    TestMembers.assertRefused(
        file,
        Reason.MALFORMED,
        "An array of the MAT file has a name or dimensions of 1073741824 bytes");
  }

  private static byte[] withNestedCell() {
    return MatFiles.bytes(
        Mat5.newMatFile()
            .addArray("acq_params", Mat5.newStruct().set("cells", Mat5.newCell(1, MARKED_COLUMNS)))
            .addArray("dtce", MatFiles.dtce(20, 17)));
  }

  /** Replaces one of the words, which must lie in the file exactly once. */
  private static void replace(byte[] file, int[] words, int which, int value) {
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(place(file, words) + 4 * which, value);
  }

  private static int place(byte[] file, int[] words) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at + 4 * words.length <= file.length; at += 4) {
      boolean fits = true;
      for (int i = 0; i < words.length; i++) {
        fits &= bytes.getInt(at + 4 * i) == words[i];
      }
      if (fits) {
        found.add(at);
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
