/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.EnhancedFrame;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.metrics.FrameMetrics;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.simulation.ClinicalChain;
import org.mimicknet.simulation.IqFrame;
import org.mimicknet.simulation.SimulatedStudy;
import org.mimicknet.training.data.Role;
import org.mimicknet.training.data.Split;

/** The model that comes with the program, on studies that it was not trained on. */
class ShippedModelTest {
  private static final long SEED = 20261124;
  private static final int STUDIES = 200;
  private static final int SMALL = 60_000;

  private final ModelBundle model = ModelBundle.shipped();

  @Test
  void theFiguresOfTheCardHoldOnHeldOutStudies() {
    List<FrameMetrics> metrics =
        IntStream.range(0, STUDIES)
            .mapToObj(index -> new SimulatedStudy(SEED, index))
            .filter(study -> role(study) == Role.TEST && pixels(study) < SMALL)
            .limit(8)
            .map(this::metrics)
            .toList();

    double ssim = metrics.stream().mapToDouble(m -> m.output().ssim()).average().orElseThrow();
    double das = metrics.stream().mapToDouble(m -> m.das().ssim()).average().orElseThrow();
    assertThat(metrics).hasSize(8);
    // the figures of shipped/README.md for these eight frames
    assertThat(ssim).isCloseTo(0.9759, within(5e-4));
    assertThat(das).isCloseTo(0.5434, within(5e-4));
    assertThat(ssim).isGreaterThan(0.93);
    assertThat(das).isLessThan(0.75);
    // the card's figure for all 94 frames: eight frames scatter around it
    assertThat(ssim).isCloseTo(figure("test"), within(0.02));
  }

  @Test
  void itIsTheSmallModelOfThePublishedSize() {
    assertThat(model.modelId()).startsWith("mimicknet-sim-");
    assertThat(model.parameters()).isEqualTo(52_993);
    assertThat(model.card().licence()).isEqualTo("Apache-2.0");
    assertThat(model.onnx()).hasSizeLessThan(250_000);
    assertThat(figure("test")).isGreaterThan(0.93);
    assertThat(figure("test_das")).isLessThan(0.75);
  }

  private double figure(String name) {
    Map<?, ?> scores = (Map<?, ?>) model.card().metrics().get(name);
    return (Double) scores.get("ssim");
  }

  private FrameMetrics metrics(SimulatedStudy study) {
    IqFrame iq = study.frame(0);
    double[] clinical = ClinicalChain.EVEN.apply(iq);
    float[] pixels = new float[clinical.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) clinical[i];
    }
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    try (FrameEnhancer enhancer =
        new FrameEnhancer(model, Engines.open(EngineChoice.ONNX, model, cpu))) {
      EnhancedFrame frame = enhancer.enhance(iq.das(), new Image(pixels, iq.height(), iq.width()));
      return frame.metrics().orElseThrow();
    }
  }

  private static Role role(SimulatedStudy study) {
    return new Split(1).role("simulated", study.timestampId());
  }

  private static int pixels(SimulatedStudy study) {
    return study.acquisition().axialSamples() * study.acquisition().lateralLines();
  }
}
