/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;

/**
 * One way to lay ultrasound out in HDF5. A new layout is a class that implements this and its name
 * in {@code META-INF/services}. It must recognise no file of another one: {@link Hdf5Reader}
 * refuses what two of them claim, so that their order means nothing.
 */
@Internal
public interface Hdf5Layout {
  /** The layout as messages name it. */
  String name();

  /** Whether the file is of this layout, by its content. */
  boolean recognises(Hdf5File file, ReadSettings settings);

  /** The names of its settings in {@link ReadSettings#options}. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * Refuses values of its settings that mean nothing.
   *
   * @throws org.mimicknet.UserException if one cannot be used
   */
  default void validate(Map<String, String> options) {}

  /**
   * Reads the frames one after the other. The identifiers of a frame count as personal unless its
   * metadata say otherwise.
   *
   * @param path of the member, for the records
   * @throws MemberException if the file gives no frame
   */
  Iterator<FrameRecord> read(String path, Hdf5File file, ReadSettings settings)
      throws MemberException;
}
