/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.VectorModule;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Weights;

/** In a JVM of its own, as in production: compiled code, with and without the Vector API. */
class FrameAllocationTest {
  private static final int HEIGHT = 120;
  private static final int WIDTH = 80;
  private static final int OUTPUT_BYTES = 4 * HEIGHT * WIDTH;

  private static final Network ONE_PIXEL =
      new Network(
          List.of(
              new Network.Node("input", new Layer.Input(), List.of()),
              new Network.Node(
                  "output",
                  new Layer.Convolution(
                      new Layer.Shape(1, 1, 1, 1),
                      new Weights(new float[] {1}),
                      new Weights(new float[] {0})),
                  List.of(0))));

  /** Prints the fewest bytes that a frame allocated. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      Image das = noise(1);
      Image clinical = noise(2);
      FrameEnhancer enhancer = new FrameEnhancer(TestModels.bundle(ONE_PIXEL), new Echo());
      var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 5_000 && least > OUTPUT_BYTES + 4096; i++) {
        long before = thread.getCurrentThreadAllocatedBytes();
        enhancer.enhance(das, clinical);
        least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
      }
      System.out.println(least);
    }

    private static Image noise(long seed) {
      Random random = new Random(seed);
      float[] pixels = new float[HEIGHT * WIDTH];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = 1 + random.nextFloat();
      }
      return new Image(pixels, HEIGHT, WIDTH);
    }
  }

  /** A network that gives back what it gets, and allocates nothing. */
  private static final class Echo implements NetworkEngine {
    @Override
    public float[] run(float[] pixels, int height, int width) {
      return pixels;
    }

    @Override
    public long neededBytes(int height, int width) {
      return 0;
    }

    @Override
    public EngineInfo info() {
      return new EngineInfo("echo", "1", "float32", "cpu");
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFrameAllocatesItsOutputAndLittleElse(boolean vectors) throws Exception {
    assertThat(leastBytes(vectors ? List.of(VectorModule.FLAG) : List.of()))
        .isBetween((long) OUTPUT_BYTES, OUTPUT_BYTES + 4096L);
  }

  private static long leastBytes(List<String> flags) throws Exception {
    Stream<String> java =
        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream<String> program =
        Stream.of("-cp", System.getProperty("java.class.path"), Probe.class.getName());
    Process process =
        new ProcessBuilder(Stream.of(java, flags.stream(), program).flatMap(part -> part).toList())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Long.parseLong(output.strip());
  }
}
