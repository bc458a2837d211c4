/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.nio.file.Path;
import org.mimicknet.image.Image;
import org.mimicknet.signal.Preprocessing;
import org.mimicknet.simulation.Acquisition;
import org.mimicknet.simulation.ClinicalChain;
import org.mimicknet.simulation.IqFrame;
import org.mimicknet.simulation.IqSimulator;
import org.mimicknet.simulation.SimulatedStudy;

/** Small simulated frames for tests. */
public final class FramesFixture {
  private static final int ROWS = 96;
  private static final int LINES = 64;

  private FramesFixture() {}

  /** A simulated frame of 96 x 64, with its clinical image. */
  public static TrainingFrame frame(int study) {
    Acquisition whole = new SimulatedStudy(7, study).acquisition();
    Acquisition part =
        new Acquisition(
            whole.probe(),
            whole.target(),
            whole.harmonics(),
            whole.frequencyHz(),
            whole.focusMm(),
            whole.voltageV(),
            ROWS,
            LINES);
    IqFrame iq = IqSimulator.simulate(part, study, 0);
    double[] clinical = ClinicalChain.EVEN.apply(iq);
    float[] pixels = new float[clinical.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) clinical[i];
    }
    return new TrainingFrame(
        "frame" + study, "clinic", "study" + study, iq.das(), new Image(pixels, ROWS, LINES));
  }

  /** Frames of so many studies, one each. */
  public static LocalFrames frames(Path folder, Pairing pairing, int studies) {
    LocalFrames frames =
        new LocalFrames(
            folder, new Split(1), pairing, new Preprocessing(Preprocessing.PUBLISHED_CLIP));
    for (int study = 0; study < studies; study++) {
      frames.add(frame(study));
    }
    frames.complete();
    return frames;
  }
}
