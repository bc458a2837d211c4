/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.Reference;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;

/**
 * An HDF5 file in memory. Nothing outside of it is ever opened: links, external storage and virtual
 * data sets are not followed. Any method may throw the runtime exceptions and errors of jHDF on a
 * malformed file; {@link Hdf5Failure} gives them a reason.
 */
@Internal
public final class Hdf5File {
  private final HdfFile hdf;
  private final ByteBuffer bytes;
  private final ArchiveLimits limits;
  private long unpackedBytes;

  private Hdf5File(HdfFile hdf, ByteBuffer bytes, ArchiveLimits limits) {
    this.hdf = hdf;
    this.bytes = bytes;
    this.limits = limits;
  }

  /** Opens a file that is all of {@code bytes}; array sizes are held against {@code limits}. */
  public static Hdf5File open(byte[] bytes, ArchiveLimits limits) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Hdf5File(HdfFile.fromByteBuffer(buffer.duplicate()), buffer, limits);
  }

  public Hdf5Group root() {
    return new Hdf5Group(this, hdf);
  }

  /** The first bytes, up to {@code count}: what stands before the HDF5 part, if anything does. */
  public byte[] head(int count) {
    byte[] head = new byte[Math.min(count, bytes.limit())];
    bytes.get(0, head);
    return head;
  }

  /** The node at the path of group names {@code names}, if it is there. */
  public Optional<Hdf5Group> group(String... names) {
    Optional<Hdf5Group> group = Optional.of(root());
    for (String name : names) {
      group = group.flatMap(parent -> parent.group(name));
    }
    return group;
  }

  long size() {
    return bytes.limit();
  }

  /** Its bytes, and those of the whole arrays that were read so far. */
  public long heldBytes() {
    return bytes.limit() + unpackedBytes;
  }

  /** Refuses to read values that need so much memory beside what is held. */
  void requireMemory(long more) throws MemberException {
    limits.requireMemory("The HDF5 file", heldBytes() + more);
  }

  /** Counts a whole array among what is held, be it for a moment only. */
  void hold(long more) {
    unpackedBytes += more;
  }

  ArchiveLimits limits() {
    return limits;
  }

  HdfBackingStorage storage() {
    return hdf.getHdfBackingStorage();
  }

  Hdf5Node at(long address) {
    return wrap(hdf.getNodeByAddress(address));
  }

  Hdf5Node wrap(Node node) {
    if (node instanceof Group group) {
      return new Hdf5Group(this, group);
    }
    if (node instanceof Dataset dataset) {
      if (dataset.getDataType() instanceof Reference) {
        return new Hdf5References(this, dataset);
      }
      Optional<NumberLayout> numbers = NumberLayout.of(dataset.getDataType());
      if (numbers.isPresent()) {
        return new Hdf5Array(this, dataset, numbers.get());
      }
    }
    return new Hdf5Opaque(node);
  }
}
