/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.image.Image;

/**
 * The frames of complex IQ and of the scanner's image, paired by their order; at least one of the
 * two is there. Where one has more frames than the other, nothing says which of them were left out:
 * the pairs are unverified.
 */
@Internal
public final class FramePairs {
  private final Optional<FramePages> iq;
  private final Optional<FramePages> clinical;

  private FramePairs(Optional<FramePages> iq, Optional<FramePages> clinical) {
    this.iq = iq;
    this.clinical = clinical;
  }

  /**
   * Pairs the two.
   *
   * @throws MemberException if frames of the one are of another size than those of the other
   */
  public static FramePairs of(Optional<FramePages> iq, Optional<FramePages> clinical)
      throws MemberException {
    if (iq.isPresent()
        && clinical.isPresent()
        && (iq.get().array().rows() != clinical.get().array().rows()
            || iq.get().array().columns() != clinical.get().array().columns())) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "%s, but %s: they must be of one frame"
              .formatted(iq.get().size(), clinical.get().size()));
    }
    return new FramePairs(iq, clinical);
  }

  /** How many frames there are, paired or not. */
  public int count() {
    return Math.max(count(iq), count(clinical));
  }

  /** What a frame costs while {@code variables} are held until the last one was read. */
  public FrameCost cost(MatVariables variables) throws MemberException {
    List<FramePages> images = Stream.of(iq, clinical).flatMap(Optional::stream).toList();
    long bytes = variables.heldBytes();
    for (FramePages image : images) {
      bytes += image.pageBytes();
    }
    boolean isOne = count() == 1;
    return new FrameCost(
        images.get(0).pixels(), images.size(), isOne ? bytes : 0, isOne ? 0 : bytes);
  }

  /** One frame. */
  public FrameRecord frame(String path, int index, FrameMetadata metadata) throws MemberException {
    Image das = index < count(iq) ? iq.orElseThrow().magnitude(index) : null;
    Image image = index < count(clinical) ? clinical.orElseThrow().values(index) : null;
    FrameRecord frame = FrameRecord.of(path, index, das, image, metadata);
    return das == null || image == null || count(iq) == count(clinical)
        ? frame
        : frame.unverified(
            "%s has %s frames, but %s has %s: they are paired by their order"
                .formatted(
                    iq.orElseThrow().name(),
                    count(iq),
                    clinical.orElseThrow().name(),
                    count(clinical)));
  }

  private static int count(Optional<FramePages> pages) {
    return pages.map(FramePages::count).orElse(0);
  }
}
