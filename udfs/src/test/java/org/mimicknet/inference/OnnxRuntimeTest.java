/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.inference.vector.ChildJvm;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.reference.Golden;
import org.mimicknet.signal.Postprocessing;

class OnnxRuntimeTest {
  private static final double TOLERANCE = 5e-6;

  @Test
  void anEnvironmentThatAnotherLibraryMadeIsTakenAndGivesTheGoldenValues() throws Exception {
    List<String> lines = lines(AfterAnotherLibrary.class, List.of());

    assertThat(lines.get(0)).isEqualTo("onnxruntime 1.23.2 cpu");
    assertThat(lines.get(1)).as("several images at once").isEqualTo("equal true");
    assertThat(Double.parseDouble(lines.get(2))).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void aRuntimeThatCannotStartSaysWhyForEveryFrame() throws Exception {
    List<String> lines = lines(Unable.class, List.of("-Donnxruntime.native.path=/nowhere"));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("Cannot start ONNX Runtime in this process: ")
        .contains("/nowhere")
        .contains("engine vector");
    assertThat(lines.get(1)).isEqualTo(lines.get(0));
  }

  private static List<String> lines(Class<?> main, List<String> flags) throws Exception {
    return ChildJvm.output(main, flags).lines().toList();
  }

  private static NetworkEngine open() {
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    return Engines.open(EngineChoice.ONNX, ModelBundle.shipped(), cpu);
  }

  /** What SynapseML does before this program has its turn. */
  static final class AfterAnotherLibrary {
    private AfterAnotherLibrary() {}

    public static void main(String[] args) {
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "another library");
      JsonNode padded = Golden.SHIPPED.json("manifest.json").at("/padded/speckle_31x33");
      Image image = Golden.SHIPPED.image(padded);
      Image expected = Golden.SHIPPED.output("mimicknet-sim", "speckle_31x33");
      try (NetworkEngine engine = open()) {
        EngineInfo info = engine.info();
        List<float[]> raw =
            engine.run(List.of(image.pixels(), new float[32 * 48], image.pixels()), 32, 48);
        Image output = Postprocessing.output(new Image(raw.get(0), 32, 48), 31, 33);
        double worst =
            IntStream.range(0, 31 * 33)
                .mapToDouble(i -> Math.abs(output.pixels()[i] - expected.pixels()[i]))
                .max()
                .orElseThrow();
        System.out.println(info.provider() + " " + info.runtimeVersion() + " " + info.device());
        System.out.println("equal " + Arrays.equals(raw.get(0), raw.get(2)));
        System.out.println(worst);
      }
    }
  }

  /** Two frames on a machine for which there is no runtime. */
  static final class Unable {
    private Unable() {}

    public static void main(String[] args) {
      for (int frame = 0; frame < 2; frame++) {
        try {
          open();
        } catch (UserException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
