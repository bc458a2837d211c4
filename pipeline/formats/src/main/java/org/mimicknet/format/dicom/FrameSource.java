/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.dicom.codec.DecodedFrame;

/** The frames of a file, one after the other: only one is in memory. */
interface FrameSource {
  /** The next frame; asked for once per announced frame. */
  DecodedFrame next() throws IOException, MemberException;
}
