/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameSequence;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;

/**
 * Frames of the MimickNet layout: {@code iq}, complex, depth x lines, whose magnitude becomes
 * {@code das}, and {@code dtce}, real, of the same size, the scanner's image. One of them is
 * enough. All dimensions after the second are frames. Of {@code acq_params} only the transmit
 * frequency and voltage are taken, and nothing else of the file: {@code image_path} and the header
 * may name a patient.
 */
@Internal
public final class MimickNetLayout implements MatLayout {
  private static final String IQ = "iq";
  private static final String DTCE = "dtce";

  @Override
  public String name() {
    return "MimickNet";
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.RESEARCH;
  }

  @Override
  public Set<String> variables(Map<String, String> options) {
    return Set.of(IQ, DTCE, "acq_params");
  }

  @Override
  public boolean recognises(Set<String> names, Map<String, String> options) {
    return names.contains(IQ) || names.contains(DTCE);
  }

  @Override
  public Iterator<FrameRecord> read(String path, MatVariables variables, ReadSettings settings)
      throws MemberException {
    FramePairs frames =
        FramePairs.of(pixels(variables, IQ, settings), pixels(variables, DTCE, settings));
    frames.cost(variables).require(settings.limits());
    FrameMetadata metadata = metadata(variables);
    if (frames.count() == 1) {
      return List.of(frames.frame(path, 0, metadata)).iterator();
    }
    return new FrameSequence(
        path, identifiers(), frames.count(), index -> frames.frame(path, index, metadata));
  }

  private static Optional<FramePages> pixels(
      MatVariables variables, String name, ReadSettings settings) throws MemberException {
    if (!variables.names().contains(name)) {
      return Optional.empty();
    }
    boolean complex = name.equals(IQ);
    Optional<MatArray> array = variables.array(name);
    if (array.isEmpty() || array.get().isComplex() != complex) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "%s is %s, but must be %s and numeric"
              .formatted(
                  name,
                  array.isEmpty() ? "no array of numbers" : complex ? "real" : "complex",
                  complex ? "complex" : "real"));
    }
    return Optional.of(FramePages.of(name, array.get(), settings.limits()));
  }

  private static FrameMetadata metadata(MatVariables variables) throws MemberException {
    Optional<Double> frequency = variables.positive("acq_params.f0");
    return FrameMetadata.builder()
        .identifiers(Identifiers.RESEARCH)
        .frequencyHz(
            frequency.isPresent()
                ? frequency.get()
                : variables.positive("acq_params.tx_f0").orElse(null))
        .voltageV(variables.positive("acq_params.tx_volts").orElse(null))
        .build();
  }
}
