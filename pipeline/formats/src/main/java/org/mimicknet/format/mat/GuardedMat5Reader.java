/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.IOException;
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
  private final Mat5Selection selection;

  GuardedMat5Reader(Source source, Mat5Selection selection) {
    super(source);
    this.selection = selection;
    setEntryFilter(selection::isWanted);
    setBufferAllocator(selection);
    disableSubsystemProcessing();
  }

  @Override
  protected Mat5Tag readTagWithExpectedType(Mat5Type type) throws IOException {
    Mat5Tag tag = super.readTagWithExpectedType(type);
    selection.requireShort(tag.getNumBytes());
    return tag;
  }

  @Override
  protected Array readNestedArray() throws IOException {
    selection.countArray();
    return super.readNestedArray();
  }

  @Override
  protected Array readCell(EntryHeader header) throws IOException {
    selection.requireFew(header);
    return super.readCell(header);
  }

  @Override
  protected Array[][] readValues(EntryHeader header, int fields, String[] names)
      throws IOException {
    selection.requireFew(header);
    return super.readValues(header, fields, names);
  }
}
