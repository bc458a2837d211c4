/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import org.mimicknet.Internal;

/**
 * What is done to everything that a reader gives before anything else sees it. {@code identifiers}
 * is what the frame or its format declares, and {@link Identifiers#UNKNOWN} where no reader took
 * the member.
 */
@Internal
public interface PrivacyStep extends Serializable {
  /** Nothing is taken out: for what is shown to the person who named the file, and not stored. */
  PrivacyStep NONE = new KeepEverything();

  /**
   * The path of a member as it is stored.
   *
   * @param member number of the member in its source, from 0
   */
  String path(String path, Identifiers identifiers, long member);

  /**
   * The record as it is stored, its path too. One with the reason {@code privacy_key_missing} ends
   * its member: no further frame of it is read.
   *
   * @param member number of the member in its source, from 0
   */
  FrameRecord apply(FrameRecord record, Identifiers identifiers, long member);
}
