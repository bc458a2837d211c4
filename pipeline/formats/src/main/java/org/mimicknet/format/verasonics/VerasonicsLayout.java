/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameSequence;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.mat.FramePages;
import org.mimicknet.format.mat.FramePairs;
import org.mimicknet.format.mat.MatArray;
import org.mimicknet.format.mat.MatLayout;
import org.mimicknet.format.mat.MatVariables;

/**
 * Saves of a Verasonics Vantage. {@code das} is the magnitude of the beamformed IQ ({@code
 * IQData{1}}, {@code IQ}, or {@code IData} and {@code QData}), {@code clinical} the image of the
 * scanner's own processing ({@code ImgDataP{1}}, else {@code ImgData{1}}). All dimensions after
 * rows and columns are frames, put into the order of time by the last frame of the receive buffer.
 * Image buffers may skip frames: where there are more frames of the one than of the other, the
 * pairs are unverified. A save of {@code RcvData} alone has no image yet and is refused.
 *
 * <p>Settings: {@code verasonics.iq}, {@code verasonics.i}, {@code verasonics.q} and {@code
 * verasonics.clinical} name the variables of a site.
 */
@Internal
public final class VerasonicsLayout implements MatLayout {
  @Override
  public String name() {
    return "Verasonics";
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.PERSONAL;
  }

  @Override
  public Set<String> options() {
    return VariableMapping.OPTIONS;
  }

  @Override
  public void validate(Map<String, String> options) {
    VariableMapping.of(options);
  }

  @Override
  public Set<String> variables(Map<String, String> options) {
    return Stream.concat(
            VariableMapping.of(options).variables(), VerasonicsMetadata.VARIABLES.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean recognises(Set<String> names, Map<String, String> options) {
    return VariableMapping.of(options).fits(names);
  }

  @Override
  public Iterator<FrameRecord> read(String path, MatVariables variables, ReadSettings settings)
      throws MemberException {
    VariableMapping mapping = VariableMapping.of(settings.options());
    Optional<FramePages> iq = iq(variables, mapping, settings);
    Optional<FramePages> clinical = clinical(variables, mapping, settings);
    if (iq.isEmpty() && clinical.isEmpty()) {
      throw noFrames(variables);
    }
    FramePairs frames = FramePairs.of(iq, clinical);
    FrameMetadata metadata = VerasonicsMetadata.of(variables);
    frames.cost(variables).require(settings.limits());
    return new FrameSequence(
        path, Identifiers.PERSONAL, frames.count(), index -> frames.frame(path, index, metadata));
  }

  /** The pages of an array in the order of time. */
  private static FramePages ordered(
      String name, MatArray array, MatVariables variables, ReadSettings settings)
      throws MemberException {
    FramePages pages = FramePages.of(name, array, settings.limits());
    return pages.from(RingBuffer.oldest(variables, pages.count()));
  }

  private static Optional<FramePages> iq(
      MatVariables variables, VariableMapping mapping, ReadSettings settings)
      throws MemberException {
    Set<String> names = variables.names();
    Optional<String> complex = VariableMapping.first(mapping.iq(), names);
    if (complex.isPresent()) {
      MatArray array = array(variables, complex.get());
      if (!array.isComplex()) {
        throw new MemberException(
            Reason.MISSING_DATA,
            "%s is real, but must be complex: beamformed IQ".formatted(complex.get()));
      }
      return Optional.of(ordered(complex.get(), array, variables, settings));
    }
    Optional<String> real = VariableMapping.first(mapping.i(), names);
    Optional<String> imaginary = VariableMapping.first(mapping.q(), names);
    if (real.isEmpty() || imaginary.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ordered(
            real.get() + " and " + imaginary.get(),
            PairedArray.of(array(variables, real.get()), array(variables, imaginary.get())),
            variables,
            settings));
  }

  private static Optional<FramePages> clinical(
      MatVariables variables, VariableMapping mapping, ReadSettings settings)
      throws MemberException {
    Optional<String> name = VariableMapping.first(mapping.clinical(), variables.names());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    MatArray array = array(variables, name.get());
    if (array.isComplex()) {
      throw new MemberException(
          Reason.MISSING_DATA, "%s is complex, but must be an image".formatted(name.get()));
    }
    return Optional.of(ordered(name.get(), array, variables, settings));
  }

  private static MatArray array(MatVariables variables, String name) throws MemberException {
    return variables
        .array(name)
        .orElseThrow(
            () ->
                new MemberException(
                    Reason.MISSING_DATA,
                    "%s is no array of numbers and no cell that starts with one".formatted(name)));
  }

  private static MemberException noFrames(MatVariables variables) {
    return new MemberException(
        Reason.MISSING_DATA,
        variables.names().contains(VariableMapping.CHANNEL_DATA)
            ? "The save holds RcvData, the signals of the elements, but no beamformed IQ, and"
                + " nothing here beamforms: save IQData as well"
            : "The save holds one part of the IQ only: both IData and QData are needed");
  }
}
