/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.inference.vector.ChildJvm;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.reference.Golden;
import org.mimicknet.signal.Postprocessing;

/**
 * The real build with CUDA, on a machine without a GPU: {@code -Dmimicknet.gpu.jar=FILE} names the
 * jar, which has 446 MB. Each test runs in a process of its own, since a JVM has one runtime.
 */
class GpuBuildTest {
  private static final String JAR = "mimicknet.gpu.jar";

  @BeforeAll
  static void findJar() {
    String jar = System.getProperty(JAR, "");
    assumeTrue(
        !jar.isBlank() && Files.exists(Path.of(jar)),
        "The jar onnxruntime_gpu (446 MB) is not there: name it by -D" + JAR);
    assumeTrue(!Files.exists(Path.of("/dev/nvidia0")), "There is a GPU: see tests/gpu");
  }

  @Test
  void itsLibrariesRunOnTheCpuSayThatTheyCannotUseCudaAndAreNoGpu() throws Exception {
    List<String> lines = lines(Alone.class, System.getProperty("java.class.path"));

    assertThat(lines.get(0))
        .startsWith("cpu: the ONNX Runtime of this process cannot use CUDA (")
        .containsPattern("libonnxruntime_providers_cuda.so|libcublas|libcudnn|libcudart")
        .endsWith("so the CPU is taken");
    assertThat(lines.get(1))
        .startsWith("Cannot run on a GPU: the ONNX Runtime of this process cannot use CUDA (");
    assertThat(lines.get(2)).isEqualTo("libraries of the jar true");
    assertThat(Double.parseDouble(lines.get(3))).isLessThanOrEqualTo(5e-6);
  }

  @Test
  void besideTheBuildForCpusOnTheClassPathItIsNotUsed() throws Exception {
    String jar = System.getProperty(JAR);
    String ours = System.getProperty("java.class.path");
    for (String classPath : List.of(jar + ":" + ours, ours + ":" + jar)) {
      assertThat(lines(Both.class, classPath).get(0))
          .startsWith("two builds of ONNX Runtime are on the class path, with CUDA in file:" + jar)
          .contains("/onnxruntime-1.23.2.jar");
    }
  }

  private static List<String> lines(Class<?> main, String classPath) throws Exception {
    String jar = "-D%s=%s".formatted(JAR, System.getProperty(JAR));
    return ChildJvm.run(ChildJvm.home(), List.of(jar), classPath, main).out().lines().toList();
  }

  private static DeviceSelection select(DeviceChoice choice, String jar) {
    return DeviceSelection.of(
        choice, GpuOffer.given("0"), new GpuSettings(jar, 2, 1 << 30), new Configuration(false));
  }

  /** The one build that the setting names. */
  static final class Alone {
    private Alone() {}

    public static void main(String[] args) throws Exception {
      String jar = System.getProperty(JAR);
      DeviceSelection device = select(DeviceChoice.AUTO, jar);
      System.out.println(device.name() + ": " + device.reason());
      try {
        select(DeviceChoice.GPU, jar);
      } catch (UserException e) {
        System.out.println(e.getMessage());
      }
      Image image =
          Golden.SHIPPED.image(Golden.SHIPPED.json("manifest.json").at("/padded/speckle_31x33"));
      Image expected = Golden.SHIPPED.output("mimicknet-sim", "speckle_31x33");
      try (NetworkEngine engine = Engines.open(EngineChoice.ONNX, ModelBundle.shipped(), device)) {
        Image output =
            Postprocessing.output(new Image(engine.run(image.pixels(), 32, 48), 32, 48), 31, 33);
        String maps = Files.readString(Path.of("/proc/self/maps"));
        System.out.println(
            "libraries of the jar "
                + maps.contains(
                    System.getProperty(CudaLibraries.FOLDER_PROPERTY) + "/libonnxruntime.so"));
        System.out.println(
            IntStream.range(0, 31 * 33)
                .mapToDouble(i -> Math.abs(output.pixels()[i] - expected.pixels()[i]))
                .max()
                .orElseThrow());
      }
    }
  }

  /** Both, as somebody may pass them by {@code --jars}. */
  static final class Both {
    private Both() {}

    public static void main(String[] args) {
      System.out.println(select(DeviceChoice.AUTO, "").reason());
    }
  }
}
