/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.List;

/** The kinds of archives that are read. A new one is one small class and its name here. */
final class ContainerFormats {
  static final List<ContainerFormat> ALL =
      List.of(
          new ZipFormat(),
          new SevenZipFormat(),
          new CompressedFormat(Codec.GZIP),
          new CompressedFormat(Codec.BZIP2),
          new CompressedFormat(Codec.XZ),
          new CompressedFormat(Codec.ZSTD),
          new CompressedFormat(Codec.LZOP),
          new TarFormat());

  private ContainerFormats() {}
}
