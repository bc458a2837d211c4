/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.uff;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameSequence;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.hdf5.Hdf5File;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.format.hdf5.Hdf5Layout;

/**
 * UFF of USTB: objects in the root of the file, known by their attribute {@code class}. Complex
 * {@code uff.beamformed_data} is the IQ, whose magnitude becomes {@code das}; real data beside one
 * complex set, on the same grid, are the image, {@code clinical}. Further complex sets (other
 * beamformers) give further frames. Channel data alone has no image yet and is refused.
 */
@Internal
public final class UffLayout implements Hdf5Layout {
  private static final String CLASS = "class";
  private static final String BEAMFORMED = "uff.beamformed_data";

  @Override
  public String name() {
    return "UFF";
  }

  @Override
  public boolean recognises(Hdf5File file, ReadSettings settings) {
    Hdf5Group root = file.root();
    return root.names().stream()
        .flatMap(name -> root.group(name).stream())
        .flatMap(group -> group.attribute(CLASS).stream())
        .anyMatch(type -> type.startsWith("uff."));
  }

  @Override
  public Iterator<FrameRecord> read(String path, Hdf5File file, ReadSettings settings)
      throws MemberException {
    List<BeamformedData> complex = new ArrayList<>();
    List<BeamformedData> real = new ArrayList<>();
    Hdf5Group root = file.root();
    for (String name : root.names()) {
      Optional<Hdf5Group> group = root.group(name);
      if (group.isPresent()
          && group.get().attribute(CLASS).filter(BEAMFORMED::equals).isPresent()) {
        BeamformedData data = BeamformedData.of(group.get(), settings.limits());
        (data.isComplex() ? complex : real).add(data);
      }
    }
    if (complex.isEmpty()) {
      throw new MemberException(
          Reason.MISSING_DATA,
          real.isEmpty()
              ? "The UFF file holds no uff.beamformed_data, and nothing here beamforms: save the"
                  + " beamformed data as well"
              : "The beamformed data of the UFF file are real, but must be complex: IQ");
    }
    boolean hasImage =
        complex.size() == 1 && real.size() == 1 && real.get(0).isOfSameFrames(complex.get(0));
    for (BeamformedData data : complex) {
      long held = file.heldBytes() + data.rowBytes() + (hasImage ? real.get(0).rowBytes() : 0);
      new FrameCost(data.pixels(), hasImage ? 2 : 1, 0, held).require(settings.limits());
    }
    return frames(path, complex, hasImage ? real.get(0) : null);
  }

  /** {@code image} is null where no real data belong to the sets. */
  private static FrameSequence frames(
      String path, List<BeamformedData> sets, BeamformedData image) {
    int count = sets.stream().mapToInt(BeamformedData::count).reduce(0, Math::addExact);
    return new FrameSequence(
        path,
        Identifiers.PERSONAL,
        count,
        index -> {
          int frame = index;
          int set = 0;
          while (frame >= sets.get(set).count()) {
            frame -= sets.get(set).count();
            set++;
          }
          return FrameRecord.of(
              path,
              index,
              sets.get(set).magnitude(frame),
              image == null ? null : image.values(frame),
              sets.get(set).metadata());
        });
  }
}
