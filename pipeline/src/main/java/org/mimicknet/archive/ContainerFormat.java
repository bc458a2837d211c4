package org.mimicknet.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One kind of archive: how it is recognised, by content alone, and opened. */
interface ContainerFormat {
  /** The kinds that are read. A new one is one small class and its name here. */
  List<ContainerFormat> ALL = List.of(new ZipFormat(), new GzipFormat(), new TarFormat());

  /** Whether a file that starts with {@code head} is of this kind. */
  boolean recognises(byte[] head);

  Container open(Opening opening) throws IOException;

  /** The kind of a file that starts with {@code head}, if it is an archive. */
  static Optional<ContainerFormat> of(byte[] head) {
    return ALL.stream().filter(format -> format.recognises(head)).findFirst();
  }

  /**
   * What an archive is opened from.
   *
   * @param name file name of the archive
   * @param stream all of its bytes, in order
   * @param seekable the same bytes at any position, where the archive is a file of its own
   * @param budget what the walk may still use
   */
  record Opening(
      String name, InputStream stream, Optional<SeekableSource> seekable, Budget budget) {}
}
