/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.hdf5.Hdf5File;
import org.mimicknet.format.hdf5.Hdf5Layout;

/** MAT files of version 7.3: HDF5 behind MATLAB's header, read by the same {@link MatLayout}s. */
@Internal
public final class Mat73Layout implements Hdf5Layout {
  private static final int HEAD_BYTES = 512;

  @Override
  public String name() {
    return "MAT 7.3";
  }

  @Override
  public boolean recognises(Hdf5File file, ReadSettings settings) {
    return MatHeader.of(file.head(HEAD_BYTES)).filter(kind -> kind == MatHeader.V73).isPresent();
  }

  @Override
  public Set<String> options() {
    return MatLayouts.options();
  }

  @Override
  public void validate(Map<String, String> options) {
    MatLayouts.validate(options);
  }

  @Override
  public Iterator<FrameRecord> read(String path, Hdf5File file, ReadSettings settings)
      throws MemberException {
    return MatLayouts.read(path, new Mat73Variables(file), settings);
  }
}
