/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

/** tar: ustar, GNU and pax by their magic; the oldest kind, which has none, by its checksum. */
final class TarFormat implements ContainerFormat {
  @Override
  public boolean recognises(byte[] head) {
    return head.length >= TarHeader.BYTES
        && (TarHeader.hasMagic(head) || TarHeader.checksumHolds(head));
  }

  @Override
  public Container open(Opening opening) {
    return opening.seekable().isPresent()
        ? TarContainer.ofRange(opening.seekable().get(), opening.range(), opening.budget())
        : TarContainer.streamed(opening.stream(), opening.budget());
  }

  @Override
  public boolean splits() {
    return true;
  }
}
