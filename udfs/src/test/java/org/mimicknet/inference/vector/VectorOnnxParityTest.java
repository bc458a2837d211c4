/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.TestModels;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.ModelBundle;

/** The engine against ONNX Runtime on the sizes that frames have. */
class VectorOnnxParityTest {
  private static final double TOLERANCE = 2e-6;
  private static final ModelBundle MODEL =
      TestModels.bundle(UNets.random(new UNets.Design(UNets.Kind.DENSE, 16, 3, 3, 4, 0.2f), 7));

  @Property(tries = 16, shrinking = ShrinkingMode.OFF)
  void sizesFrom16To2096By16To304(
      @ForAll @IntRange(min = 1, max = 131) int rows,
      @ForAll @IntRange(min = 1, max = 19) int columns) {
    int height = 16 * rows;
    int width = 16 * columns;
    float[] frame = UNets.frame(height, width, height * 31L + width);

    float[] vector = run(EngineChoice.VECTOR, frame, height, width);

    float[] onnx = run(EngineChoice.ONNX, frame, height, width);
    double worst = 0;
    for (int i = 0; i < vector.length; i++) {
      worst = Math.max(worst, Math.abs(vector[i] - onnx[i]));
    }
    assertThat(worst).as("%d x %d", height, width).isLessThanOrEqualTo(TOLERANCE);
  }

  private static float[] run(EngineChoice choice, float[] frame, int height, int width) {
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    try (NetworkEngine engine = Engines.open(choice, MODEL, cpu)) {
      return engine.run(frame, height, width);
    }
  }
}
