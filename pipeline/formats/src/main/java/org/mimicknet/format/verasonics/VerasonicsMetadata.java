/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.mat.MatVariables;

/**
 * What a save tells besides pixels: {@code Trans} the probe, its centre frequency (in MHz), its
 * pitch and the width of its elements (in {@code Trans.units}), {@code P} the depth in wavelengths,
 * {@code PData} the pixel grid, in wavelengths, or radians for the angle of a polar one. A
 * wavelength is that of the centre frequency at {@code Resource.Parameters.speedOfSound}; lengths
 * are left out where the save does not say it. Nothing else is read: notes and file names may name
 * a patient.
 */
final class VerasonicsMetadata {
  static final Set<String> VARIABLES =
      Set.of("Trans", "PData", "Resource", "P", RingBuffer.SAVED_LAST_FRAME);

  private static final double HZ_PER_MHZ = 1e6;
  private static final double M_PER_MM = 1e-3;
  private static final Pattern PROBE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,31}");

  private VerasonicsMetadata() {}

  static FrameMetadata of(MatVariables variables) throws MemberException {
    Optional<Double> frequencyHz =
        variables.positive("Trans.frequency").map(megahertz -> megahertz * HZ_PER_MHZ);
    return FrameMetadata.builder()
        .identifiers(Identifiers.PERSONAL)
        .scanner("verasonics")
        .manufacturer("Verasonics")
        .probe(variables.text("Trans.name").filter(PROBE.asMatchPredicate()).orElse(null))
        .frequencyHz(frequencyHz.orElse(null))
        .extra(lengths(variables, frequencyHz))
        .build();
  }

  private static Map<String, String> lengths(MatVariables variables, Optional<Double> frequencyHz)
      throws MemberException {
    Optional<Double> speed = variables.positive("Resource.Parameters.speedOfSound");
    Optional<Double> wavelength =
        frequencyHz.isPresent()
            ? speed.map(metres -> metres / frequencyHz.get())
            : Optional.empty();
    Map<String, String> extra = new TreeMap<>();
    speed.ifPresent(value -> extra.put("sound_speed_m_s", Double.toString(value)));
    put(extra, "pitch_m", pitch(variables, wavelength));
    put(extra, "element_width_m", elementWidth(variables, wavelength));
    put(extra, "start_depth_m", scaled(variables.number("P.startDepth"), wavelength));
    put(extra, "end_depth_m", scaled(variables.positive("P.endDepth"), wavelength));
    grid(variables, wavelength, extra);
    return extra;
  }

  /** {@code Trans.spacing} is in wavelengths whatever {@code Trans.units} says. */
  private static Optional<Double> pitch(MatVariables variables, Optional<Double> wavelength)
      throws MemberException {
    Optional<Double> millimetres = variables.positive("Trans.spacingMm");
    return millimetres.isPresent()
        ? millimetres.map(value -> value * M_PER_MM)
        : scaled(variables.positive("Trans.spacing"), wavelength);
  }

  private static Optional<Double> elementWidth(MatVariables variables, Optional<Double> wavelength)
      throws MemberException {
    Optional<Double> width = variables.positive("Trans.elementWidth");
    return switch (variables.text("Trans.units").orElse("")) {
      case "mm" -> width.map(value -> value * M_PER_MM);
      case "wavelengths" -> scaled(width, wavelength);
      default -> Optional.empty();
    };
  }

  /** {@code PDelta} is {dx, dy, dz}, of a polar grid {dtheta, dr, dz}. */
  private static void grid(
      MatVariables variables, Optional<Double> wavelength, Map<String, String> extra)
      throws MemberException {
    Optional<double[]> steps = triple(variables, "PData.PDelta");
    if (steps.isEmpty()) {
      return;
    }
    if (variables.text("PData.Coord").filter("polar"::equals).isPresent()) {
      put(extra, "lateral_spacing_rad", Optional.of(steps.get()[0]));
      put(extra, "axial_spacing_m", scaled(Optional.of(steps.get()[1]), wavelength));
    } else {
      put(extra, "lateral_spacing_m", scaled(Optional.of(steps.get()[0]), wavelength));
      put(extra, "axial_spacing_m", scaled(Optional.of(steps.get()[2]), wavelength));
    }
  }

  private static Optional<double[]> triple(MatVariables variables, String path)
      throws MemberException {
    var array = variables.array(path);
    if (array.isEmpty() || array.get().rows() * array.get().columns() != 3) {
      return Optional.empty();
    }
    var samples = array.get().page(path, 0).samples();
    return Optional.of(new double[] {samples.real(0), samples.real(1), samples.real(2)});
  }

  private static Optional<Double> scaled(Optional<Double> wavelengths, Optional<Double> metres) {
    return metres.isPresent() ? wavelengths.map(value -> value * metres.get()) : Optional.empty();
  }

  private static void put(Map<String, String> extra, String name, Optional<Double> value) {
    value
        .filter(number -> Double.isFinite(number))
        .ifPresent(number -> extra.put(name, Double.toString(number)));
  }
}
