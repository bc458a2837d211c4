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
  private static final double UNKNOWN = Double.NaN;
  private static final Pattern PROBE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,31}");

  private VerasonicsMetadata() {}

  static FrameMetadata of(MatVariables variables) throws MemberException {
    Optional<Double> frequencyHz =
        variables.positive("Trans.frequency").map(megahertz -> megahertz * HZ_PER_MHZ);
    double speed = variables.positive("Resource.Parameters.speedOfSound").orElse(UNKNOWN);
    Map<String, String> extra = new TreeMap<>();
    put(extra, "sound_speed_m_s", speed);
    putLengths(extra, variables, speed / frequencyHz.orElse(UNKNOWN));
    return FrameMetadata.builder()
        .identifiers(Identifiers.PERSONAL)
        .scanner("verasonics")
        .manufacturer("Verasonics")
        .probe(variables.text("Trans.name").filter(PROBE.asMatchPredicate()).orElse(null))
        .frequencyHz(frequencyHz.orElse(null))
        .extra(extra)
        .build();
  }

  /** {@code wavelength} is in metres, or {@link #UNKNOWN}, and then so is what is scaled by it. */
  private static void putLengths(
      Map<String, String> extra, MatVariables variables, double wavelength) throws MemberException {
    put(extra, "pitch_m", pitch(variables, wavelength));
    put(extra, "element_width_m", elementWidth(variables, wavelength));
    put(extra, "start_depth_m", variables.number("P.startDepth").orElse(UNKNOWN) * wavelength);
    put(extra, "end_depth_m", variables.positive("P.endDepth").orElse(UNKNOWN) * wavelength);
    Optional<double[]> steps = triple(variables, "PData.PDelta");
    if (steps.isPresent()) {
      boolean isPolar = variables.text("PData.Coord").filter("polar"::equals).isPresent();
      putGrid(extra, steps.get(), isPolar, wavelength);
    }
  }

  /** {@code Trans.spacing} is in wavelengths whatever {@code Trans.units} says. */
  private static double pitch(MatVariables variables, double wavelength) throws MemberException {
    Optional<Double> millimetres = variables.positive("Trans.spacingMm");
    return millimetres.isPresent()
        ? millimetres.get() * M_PER_MM
        : variables.positive("Trans.spacing").orElse(UNKNOWN) * wavelength;
  }

  private static double elementWidth(MatVariables variables, double wavelength)
      throws MemberException {
    double width = variables.positive("Trans.elementWidth").orElse(UNKNOWN);
    return switch (variables.text("Trans.units").orElse("")) {
      case "mm" -> width * M_PER_MM;
      case "wavelengths" -> width * wavelength;
      default -> UNKNOWN;
    };
  }

  /** {@code PDelta} is {dx, dy, dz}, of a polar grid {dtheta, dr, dz}. */
  private static void putGrid(
      Map<String, String> extra, double[] steps, boolean isPolar, double wavelength) {
    if (isPolar) {
      put(extra, "lateral_spacing_rad", steps[0]);
      put(extra, "axial_spacing_m", steps[1] * wavelength);
    } else {
      put(extra, "lateral_spacing_m", steps[0] * wavelength);
      put(extra, "axial_spacing_m", steps[2] * wavelength);
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

  private static void put(Map<String, String> extra, String name, double value) {
    if (Double.isFinite(value)) {
      extra.put(name, Double.toString(value));
    }
  }
}
