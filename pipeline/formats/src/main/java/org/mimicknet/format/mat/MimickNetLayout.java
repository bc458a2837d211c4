/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.image.Image;

/**
 * One frame of the MimickNet layout: {@code iq}, complex, depth x lines, whose magnitude becomes
 * {@code das}, and {@code dtce}, real, of the same size, the scanner's image. One of them is
 * enough. Of {@code acq_params} only the transmit frequency and voltage are taken, and nothing else
 * of the file: {@code image_path} and the header may name a patient.
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
    Optional<MatArray> iq = pixels(variables, IQ, settings);
    Optional<MatArray> dtce = pixels(variables, DTCE, settings);
    if (iq.isPresent() && dtce.isPresent()) {
      requireSameSize(iq.get(), dtce.get());
    }
    cost(iq, dtce, variables).require(settings.limits());
    Image das = iq.isPresent() ? iq.get().page(IQ, 0).magnitude() : null;
    Image clinical = dtce.isPresent() ? dtce.get().page(DTCE, 0).values() : null;
    return List.of(FrameRecord.of(path, 0, das, clinical, metadata(variables))).iterator();
  }

  private static Optional<MatArray> pixels(
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
    int[] dimensions = array.get().dimensions();
    if (dimensions.length != 2) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "%s has the dimensions %s, but must be depth x lines"
              .formatted(name, Arrays.toString(dimensions)));
    }
    SampleGrid.requireSize(name, dimensions[0], dimensions[1], settings.limits());
    return array;
  }

  /** Nothing of the file is held once its only frame was decoded. */
  private static FrameCost cost(
      Optional<MatArray> iq, Optional<MatArray> dtce, MatVariables variables)
      throws MemberException {
    MatArray any = iq.or(() -> dtce).orElseThrow();
    long decoding = variables.heldBytes();
    for (MatArray array : Stream.of(iq, dtce).flatMap(Optional::stream).toList()) {
      decoding += array.pageBytes();
    }
    int images = iq.isPresent() && dtce.isPresent() ? 2 : 1;
    return new FrameCost((long) any.rows() * any.columns(), images, decoding, 0);
  }

  private static void requireSameSize(MatArray iq, MatArray dtce) throws MemberException {
    if (iq.rows() != dtce.rows() || iq.columns() != dtce.columns()) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "iq is %s x %s, but dtce is %s x %s: they must be of one frame"
              .formatted(iq.rows(), iq.columns(), dtce.rows(), dtce.columns()));
    }
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
