/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

/** No privacy at all. */
final class KeepEverything implements PrivacyStep {
  private static final long serialVersionUID = 1L;

  @Override
  public String path(String path, Identifiers identifiers, long member) {
    return path;
  }

  @Override
  public FrameRecord apply(FrameRecord record, Identifiers identifiers, long member) {
    return record;
  }
}
