/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A file on any file system that Hadoop knows. */
final class StoredFileConverter extends Parsed<StoredFile> {
  @Override
  StoredFile parse(String text) {
    return new StoredFile(new NonBlank().parse(text));
  }
}
