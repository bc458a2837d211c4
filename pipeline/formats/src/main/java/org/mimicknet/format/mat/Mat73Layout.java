/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5File;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.format.hdf5.Hdf5Layout;

/**
 * MAT files of version 7.3: HDF5 behind MATLAB's header, read by the same {@link MatLayout}s. One
 * that lost its header, or that another program wrote without, is known by its variables: {@code
 * iq} and {@code dtce}, of one size, in its root.
 */
@Internal
public final class Mat73Layout implements Hdf5Layout {
  private static final int HEAD_BYTES = 512;

  @Override
  public String name() {
    return "MAT 7.3";
  }

  @Override
  public boolean recognises(Hdf5File file, ReadSettings settings) {
    return hasHeader(file) || hasVariables(file.root());
  }

  private static boolean hasHeader(Hdf5File file) {
    return MatHeader.of(file.head(HEAD_BYTES)).filter(kind -> kind == MatHeader.V73).isPresent();
  }

  private static boolean hasVariables(Hdf5Group root) {
    Optional<Hdf5Array> iq = root.array("iq");
    Optional<Hdf5Array> dtce = root.array("dtce");
    return iq.isPresent()
        && dtce.isPresent()
        && iq.get().isComplex()
        && !dtce.get().isComplex()
        && Arrays.equals(iq.get().shape(), dtce.get().shape());
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
    Iterator<FrameRecord> frames = MatLayouts.read(path, new Mat73Variables(file), settings);
    return hasHeader(file) ? frames : new FramesWithoutHeader(frames);
  }

  /** Frames that tell how their arrays were taken: in HDF5 alone they could be meant otherwise. */
  private record FramesWithoutHeader(Iterator<FrameRecord> frames)
      implements Iterator<FrameRecord> {
    @Override
    public boolean hasNext() {
      return frames.hasNext();
    }

    @Override
    public FrameRecord next() {
      FrameRecord frame = frames.next();
      return frame.detail().isEmpty()
          ? frame.withDetail(
              "The HDF5 file has no header of MATLAB: its arrays are taken as MATLAB stores them,"
                  + " line after line")
          : frame;
    }
  }
}
