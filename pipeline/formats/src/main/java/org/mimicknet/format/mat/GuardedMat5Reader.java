/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.format.Mat5Tag;
import us.hebi.matlab.mat.format.Mat5Type;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Source;

/**
 * The library's reader, which asks before it allocates: for numbers by the {@link Mat5Selection} as
 * its allocator, for all else here.
 */
final class GuardedMat5Reader extends Mat5Reader {
  private static final long UNKNOWN = -1;

  private final Mat5Selection selection;

  /** Where the arrays end that are being read, the innermost first. */
  private final Deque<Long> ends = new ArrayDeque<>();

  GuardedMat5Reader(Source source, Mat5Selection selection) {
    super(source);
    this.selection = selection;
    setEntryFilter(selection::isWanted);
    setBufferAllocator(selection);
    disableSubsystemProcessing();
  }

  @Override
  protected Mat5Tag readTagWithExpectedType(Mat5Type type) throws IOException {
    Mat5Tag tag = Mat5Tag.readTag(source);
    if (!isWrittenFor(type, tag.getType())) {
      throw new IOException("%s stands where %s must".formatted(tag.getType(), type));
    }
    if (type == Mat5Type.Matrix) {
      startArray(tag);
    } else {
      selection.requireShort(tag.getNumBytes());
    }
    return tag;
  }

  /** Writers other than MATLAB have dimensions without a sign, and names in UTF-8. */
  private static boolean isWrittenFor(Mat5Type expected, Mat5Type found) {
    return switch (expected) {
      case Int32 -> found == Mat5Type.Int32 || found == Mat5Type.UInt32;
      case UInt32 -> found == Mat5Type.UInt32 || found == Mat5Type.Int32;
      case Int8 -> found == Mat5Type.Int8 || found == Mat5Type.UInt8 || found == Mat5Type.Utf8;
      default -> found == expected;
    };
  }

  /**
   * An array in a structure or a cell. What the library cannot read of a file that is sound, such
   * as texts of other writers, becomes an empty text: no frame is lost for it.
   */
  @Override
  protected Array readNestedArray() throws IOException {
    selection.countArray();
    ends.push(UNKNOWN);
    try {
      return super.readNestedArray();
    } catch (IOException | RuntimeException | AssertionError e) {
      long left = ends.element() - source.getPosition();
      if (left < 0 || !selection.isOfLibrary(e)) {
        throw e;
      }
      source.skip(left);
      return Mat5.newString("");
    } finally {
      ends.pop();
    }
  }

  private void startArray(Mat5Tag tag) {
    if (!ends.isEmpty() && ends.element() == UNKNOWN) {
      ends.pop();
      ends.push(source.getPosition() + tag.getNumBytes());
    }
  }

  @Override
  protected Array readCell(EntryHeader header) throws IOException {
    selection.requireFew(header, 1);
    return super.readCell(header);
  }

  @Override
  protected Array[][] readValues(EntryHeader header, int fields, String[] names)
      throws IOException {
    selection.requireFew(header, fields);
    return super.readValues(header, fields, names);
  }
}
