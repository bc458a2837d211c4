/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** A data set of references to other nodes: how MATLAB keeps cells and arrays of structures. */
@Internal
public final class Hdf5References implements Hdf5Node {
  private final Hdf5File file;
  private final Dataset dataset;

  Hdf5References(Hdf5File file, Dataset dataset) {
    this.file = file;
    this.dataset = dataset;
  }

  public int[] shape() {
    return dataset.getDimensions();
  }

  /**
   * The node that the first reference names.
   *
   * @throws MemberException if it names none
   */
  public Hdf5Node first() throws MemberException {
    ByteBuffer references = new RawValues(dataset, file).rows(0, shape().length == 0 ? 0 : 1);
    if (references.remaining() < Long.BYTES) {
      throw new MemberException(
          Reason.MALFORMED, "The HDF5 file holds a reference of fewer than 8 bytes");
    }
    return file.at(references.order(ByteOrder.LITTLE_ENDIAN).getLong(references.position()));
  }

  @Override
  public Optional<String> attribute(String name) {
    return Attributes.text(dataset, name);
  }

  @Override
  public boolean hasAttribute(String name) {
    return dataset.getAttribute(name) != null;
  }
}
