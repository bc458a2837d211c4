/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.util.List;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.dicom.codec.DecodedFrame;

/** The frames of a file, one after the other: only one is in memory. */
interface FrameSource {
  /** Frames that are known before any of them is read. */
  int frames();

  /** Whether a frame is left, be it sound or not. */
  boolean hasNext();

  /** The next frame. */
  DecodedFrame next() throws IOException, MemberException;

  /** Whether the failure of the last frame leaves those behind it as they are. */
  boolean readsOn();

  /** What a reader should know of the last frame. */
  List<String> details();
}
