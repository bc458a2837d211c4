/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.simulation.Acquisition;
import org.mimicknet.simulation.ClinicalChain;
import org.mimicknet.simulation.Harmonics;
import org.mimicknet.simulation.IqFrame;
import org.mimicknet.simulation.IqSimulator;
import org.mimicknet.simulation.Probe;
import org.mimicknet.simulation.Target;

/**
 * A simulated frame as an archive holds it.
 *
 * @param das magnitude of the IQ before any log
 * @param clinical the scanner's image
 */
@Internal
public record Frame(Image das, Image clinical) {
  /** The same shape and index give the same frame. */
  public static Frame simulated(Shape shape, int index) {
    Acquisition acquisition =
        new Acquisition(
            Probe.CURVED_ABDOMINAL,
            Target.PHANTOM,
            Harmonics.FUNDAMENTAL,
            4.7e6,
            60,
            50,
            shape.height(),
            shape.width());
    IqFrame iq = IqSimulator.simulate(acquisition, 1, index);
    double[] seen = ClinicalChain.SMOOTH.apply(iq);
    float[] clinical = new float[seen.length];
    for (int i = 0; i < seen.length; i++) {
      clinical[i] = (float) seen[i];
    }
    return new Frame(iq.das(), new Image(clinical, shape.height(), shape.width()));
  }
}
