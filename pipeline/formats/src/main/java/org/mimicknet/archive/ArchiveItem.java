/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import org.mimicknet.Internal;

/** What a walk over a source meets: a {@link Member} to read, or a {@link Problem} to record. */
@Internal
public sealed interface ArchiveItem permits Member, Problem {
  /** Where it lies, relative to the input: {@code archive.zip!/folder/member.mat}. */
  String path();
}
