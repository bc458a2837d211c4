/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Serializable;

/**
 * One file of the input: an archive, or a plain file.
 *
 * @param uri where Hadoop opens it, as {@code org.apache.hadoop.fs.Path.toString()} writes it (not
 *     percent-encoded)
 * @param size its size [bytes]
 * @param path where it lies relative to the input: the start of the paths of its members
 */
public record Source(String uri, long size, String path) implements Serializable {
  /** Whether it is one of the files that operating systems leave behind, which nobody reads. */
  public boolean isJunk() {
    return MemberNames.isJunk(MemberNames.display(path));
  }
}
