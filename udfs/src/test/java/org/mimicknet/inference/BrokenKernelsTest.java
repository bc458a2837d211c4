/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.KernelFile;
import org.mimicknet.UserException;
import org.mimicknet.VectorModule;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.inference.vector.ChildJvm;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.Precision;
import org.mimicknet.model.Layer;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.Network;
import org.mimicknet.model.Weights;
import org.mimicknet.signal.Normalisation;
import org.mimicknet.signal.Preprocessing;

/**
 * A Java whose vector module lacks a method that a kernel uses: the class files of kernels, broken
 * in just that, stand first on the class path of a JVM.
 */
class BrokenKernelsTest {
  private static final String[] PIXEL_KERNELS = {
    "signal/PixelLoopsKernel",
    "signal/RankLoopsKernel",
    "metrics/PixelKernel",
    "metrics/DoubleSsimKernel",
    "metrics/FloatSsimKernel",
    "inference/FmaPeakKernel"
  };

  /** Of each kernel one: what it does last. */
  private static final Pattern METHOD =
      Pattern.compile("\\w+Vector\\.(intoArray|reduceLanes)|VectorShape\\.vectorBitSize");

  @TempDir private Path folder;

  /** What is done to pixels besides the network. */
  static final class Pixels {
    private static final int HEIGHT = 61;
    private static final int WIDTH = 47;

    private Pixels() {}

    /** Prints a sum of pixels and all metrics of a frame. */
    public static void main(String[] arguments) {
      Image das = new Preprocessing(Preprocessing.PUBLISHED_CLIP).input(noise(1));
      Image clinical = Normalisation.toUnitRange(noise(2));
      Image output = Normalisation.toUnitRange(noise(3));
      for (int i = 0; i < 2; i++) {
        double sum = 0;
        for (float pixel : das.pixels()) {
          sum += pixel;
        }
        System.out.println(sum);
        System.out.println(
            new FrameComparison(Precision.DOUBLE).compare(clinical, das, das, output));
        System.out.println(new Comparison(Precision.FLOAT).ssim(clinical, output));
      }
      FmaPeak.meter();
    }

    private static Image noise(long seed) {
      Random random = new Random(seed);
      float[] pixels = new float[HEIGHT * WIDTH];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = 1 + 100 * random.nextFloat();
      }
      return new Image(pixels, HEIGHT, WIDTH);
    }
  }

  /** A depthwise convolution, then one that adds the channels. */
  static final class Engine {
    private Engine() {}

    /** Prints which engine {@code auto} takes, its first pixel, and what {@code vector} says. */
    public static void main(String[] arguments) {
      ModelBundle bundle = TestModels.bundle(depthwise());
      DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
      try (NetworkEngine engine = Engines.open(EngineChoice.AUTO, bundle, cpu)) {
        float[] ones = new float[16 * 16];
        Arrays.fill(ones, 1);
        System.out.println(engine.info().provider() + " " + engine.run(ones, 16, 16)[0]);
      }
      try (NetworkEngine engine = Engines.open(EngineChoice.VECTOR, bundle, cpu)) {
        System.out.println(engine.info().provider());
      } catch (UserException e) {
        System.out.println(e.getMessage());
      }
    }

    private static Network depthwise() {
      int channels = 8;
      Layer spread = convolution(1, channels);
      Layer depthwise =
          new Layer.DepthwiseConvolution(
              new Layer.Shape(1, 1, channels, channels), filled(channels, 2), filled(channels, 0));
      return new Network(
          List.of(
              new Network.Node("image", new Layer.Input(), List.of()),
              new Network.Node("spread", spread, List.of(0)),
              new Network.Node("depthwise", depthwise, List.of(1)),
              new Network.Node("sum", convolution(channels, 1), List.of(2))));
    }

    private static Layer convolution(int inputs, int outputs) {
      return new Layer.Convolution(
          new Layer.Shape(1, 1, inputs, outputs), filled(inputs * outputs, 1), filled(outputs, 0));
    }

    private static Weights filled(int count, float value) {
      float[] values = new float[count];
      Arrays.fill(values, value);
      return new Weights(values);
    }
  }

  @Test
  void pixelsAreThoseOfPlainJavaAndEachKernelIsWarnedOfOnce() throws Exception {
    for (String kernel : PIXEL_KERNELS) {
      breakItsUseOfAMethod(kernel);
    }

    ChildJvm.Said said = run(Pixels.class);

    assertThat(said.out()).isEqualTo(ChildJvm.output(Pixels.class, List.of()));
    assertThat(said.out().lines()).hasSize(6);
    for (String kernel : PIXEL_KERNELS) {
      assertThat(said.err().lines().filter(line -> line.contains(name(kernel))))
          .as(kernel)
          .singleElement()
          .asString()
          .contains("WARN", "does not work on Java " + Runtime.version(), "NoSuchMethodError");
    }
  }

  @Test
  void withoutTheWidthOfRegistersNothingComputesInVectors() throws Exception {
    breakItsUseOfAMethod("WidestRegistersKernel");

    assertThat(run(Pixels.class).out().lines()).hasSize(6);
    assertThat(run(Engine.class).out())
        .startsWith("onnx")
        .contains("Cannot run the model test-")
        .contains("Cannot tell the registers' width");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BlockKernel", "TileMathKernel", "RowMathKernel", "DepthwiseKernel"})
  void onnxTakesOverWhereAKernelOfTheNetworkIsBroken(String kernel) throws Exception {
    breakItsUseOfAMethod("inference/vector/" + kernel);

    ChildJvm.Said said = run(Engine.class);

    String reason =
        "the kernel %s does not work on Java %s: java.lang.NoSuchMethodError"
            .formatted(kernel, Runtime.version());
    assertThat(said.out())
        .startsWith("onnxruntime 16.0\nCannot run the model test-")
        .contains(" with the vector engine: " + reason)
        .endsWith("; or choose the engine auto or onnx");
    assertThat(said.err().lines().filter(line -> line.contains(reason)))
        .singleElement()
        .asString()
        .contains("WARN");
  }

  @Test
  void whereNoneIsBrokenTheVectorEngineRunsAndNobodyIsWarned() throws Exception {
    ChildJvm.Said said = run(Engine.class);

    assertThat(said.out()).isEqualTo("vector 16.0\nvector");
    assertThat(said.err()).doesNotContain("WARN ");
  }

  private ChildJvm.Said run(Class<?> main) throws Exception {
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    return ChildJvm.run(ChildJvm.home(), List.of(VectorModule.FLAG), classPath, main);
  }

  private void breakItsUseOfAMethod(String kernel) throws IOException {
    KernelFile file = KernelFile.of(VectorModule.class, kernel);
    int use =
        file.uses().stream()
            .filter(it -> METHOD.matcher(file.name(it)).matches())
            .findFirst()
            .orElseThrow();
    Path broken = folder.resolve("org/mimicknet/" + kernel + ".class");
    Files.createDirectories(broken.getParent());
    Files.write(broken, file.without(use).bytes());
  }

  private static String name(String kernel) {
    return kernel.substring(kernel.lastIndexOf('/') + 1);
  }
}
