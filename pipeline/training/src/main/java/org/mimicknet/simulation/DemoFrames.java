/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Renders the members of the demonstration archives: good frames and broken ones. */
record DemoFrames(long seed, MatFrame.Compression compression) {
  private static final int TINY = 16;

  byte[] good(DemoStudy study, int frame) throws IOException {
    return render(study, study.acquisition(frame), frame);
  }

  byte[] broken(DemoStudy study, Breakage kind) throws IOException {
    Acquisition acquisition = brokenAcquisition(study, kind);
    int index = kind.frameIndex();
    return switch (kind) {
      case TEXT_FILE ->
          "Frames of this folder were checked by the service engineer.\n"
              .getBytes(StandardCharsets.UTF_8);
      case TINY_FRAME, TRUNCATED_ARCHIVE -> render(study, acquisition, index);
      case TRUNCATED_MAT -> firstHalf(render(study, acquisition, index));
      case SIZE_MISMATCH -> {
        IqFrame iq = simulate(study, acquisition, index);
        double[] clinical = study.scanner().chain().apply(iq);
        yield encode(iq, Arrays.copyOf(clinical, iq.height() * (iq.width() - 8)));
      }
      case NAN_PIXELS -> {
        IqFrame iq = simulate(study, acquisition, index);
        double[] clinical = study.scanner().chain().apply(iq);
        Arrays.fill(clinical, 0, 5, Double.NaN);
        yield encode(iq, clinical);
      }
      case CONSTANT_FRAME -> {
        IqFrame iq = simulate(study, acquisition, index);
        double[] flat = new double[iq.re().length];
        Arrays.fill(flat, 100);
        yield encode(
            new IqFrame(flat, new double[flat.length], iq.height(), iq.width(), iq.grid()), flat);
      }
    };
  }

  static String brokenName(DemoStudy study, Breakage kind) {
    return kind == Breakage.TEXT_FILE ? "notes.txt" : study.fileName(kind.frameIndex());
  }

  static Acquisition brokenAcquisition(DemoStudy study, Breakage kind) {
    Acquisition usual = study.acquisition(0);
    if (kind != Breakage.TINY_FRAME) {
      return usual;
    }
    return new Acquisition(
        usual.probe(),
        usual.target(),
        usual.harmonics(),
        usual.frequencyHz(),
        usual.focusMm(),
        usual.voltageV(),
        TINY,
        TINY);
  }

  static byte[] firstHalf(byte[] file) {
    return Arrays.copyOf(file, file.length / 2);
  }

  private byte[] render(DemoStudy study, Acquisition acquisition, int frame) throws IOException {
    IqFrame iq = simulate(study, acquisition, frame);
    return encode(iq, study.scanner().chain().apply(iq));
  }

  private IqFrame simulate(DemoStudy study, Acquisition acquisition, int frame) {
    return IqSimulator.simulate(acquisition, IqSimulator.mix(seed, study.index()), frame);
  }

  private byte[] encode(IqFrame iq, double[] clinical) throws IOException {
    return MatFrame.encode(iq, clinical, compression);
  }
}
