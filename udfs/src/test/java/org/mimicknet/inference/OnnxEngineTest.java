/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.util.Utils;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.Layer;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.Network;
import org.mimicknet.model.Network.Node;
import org.mimicknet.model.Weights;
import org.mimicknet.reference.NaiveForward;

class OnnxEngineTest {
  private static final int CHANNELS = 3;

  private final Random random = new Random(11);

  @Test
  void everyKindOfLayerGivesWhatThePlainLoopsGive() {
    Network network = everyKindOfLayer();
    Image image = image(48, 32);
    double[] expected = NaiveForward.run(network, image);

    float[] actual;
    try (NetworkEngine engine = open(TestModels.bundle(network))) {
      actual = engine.run(image.pixels(), 48, 32);
    }

    assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "288, 48", "80, 208"})
  void theFormForTheCpuGivesTheBitsOfTheFileOfTheBundle(int height, int width) throws Exception {
    ModelBundle bundle = ModelBundle.shipped();
    Image image = image(height, width);

    float[] actual;
    try (NetworkEngine engine = open(bundle)) {
      actual = engine.run(image.pixels(), height, width);
    }

    assertThat(actual).isEqualTo(runFile(bundle.onnx(), image));
  }

  /** ONNX Runtime without DJL and without this program. */
  private static float[] runFile(byte[] onnx, Image image) throws OrtException {
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    long[] shape = {1, 1, image.height(), image.width()};
    try (OrtSession session = runtime.createSession(onnx);
        OnnxTensor tensor =
            OnnxTensor.createTensor(runtime, FloatBuffer.wrap(image.pixels()), shape);
        OrtSession.Result result = session.run(Map.of("image", tensor))) {
      float[] pixels = new float[image.pixels().length];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(pixels);
      return pixels;
    }
  }

  /** Other exporters write attributes that say what holds anyhow. */
  @Test
  void aFileOfAnotherProgramRunsAsItIs(@TempDir Path folder) throws Exception {
    ModelBundle bundle = foreign(folder.resolve("bundle"));
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);

    try (NetworkEngine engine = Engines.open(EngineChoice.AUTO, bundle, cpu)) {
      assertThat(engine.info().provider()).isEqualTo("onnxruntime");
      assertThat(engine.run(new float[256], 16, 16)).containsOnly(0);
    }
  }

  private static ModelBundle foreign(Path folder) throws Exception {
    ModelBundle ours = TestModels.scaled(2);
    ours.write(folder);
    ModelProto.Builder model = ModelProto.parseFrom(ours.onnx()).toBuilder();
    model
        .getGraphBuilder()
        .getNodeBuilder(0)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("dilations")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(1L, 1L)));
    byte[] onnx = model.build().toByteArray();
    Files.write(folder.resolve("model.onnx"), onnx);
    Path manifest = folder.resolve("model.json");
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replace(ours.sha256(), sha256(onnx)));
    return ModelBundle.read(folder);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void doesNotChangeItsInput() {
    Image image = image(16, 16);
    float[] before = image.pixels().clone();

    try (NetworkEngine engine = open(TestModels.bundle(everyKindOfLayer()))) {
      engine.run(image.pixels(), 16, 16);
    }

    assertThat(image.pixels()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"0, 16", "16, 0", "-16, 16", "17, 16", "16, 40"})
  void sidesThatAreNotMultiplesOf16AreRefused(int height, int width) {
    try (NetworkEngine engine = open(TestModels.bundle(everyKindOfLayer()))) {
      assertThatThrownBy(() -> engine.run(new float[256], height, width))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot run the network on %d x %d: both sides must be positive multiples of 16; pad the image",
              height, width);
    }
  }

  @Test
  void aWrongNumberOfPixelsIsRefused() {
    try (NetworkEngine engine = open(TestModels.bundle(everyKindOfLayer()))) {
      assertThatThrownBy(() -> engine.run(new float[255], 16, 16))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot run the network on 16 x 16: there are 255 pixels, 256 are needed");
    }
  }

  @Test
  void saysWhatRan() {
    try (NetworkEngine engine = open(TestModels.bundle(everyKindOfLayer()))) {
      assertThat(engine.info())
          .isEqualTo(new EngineInfo("onnxruntime", "1.23.2", "float32", "cpu"));
    }
  }

  @Test
  void djlMayNeitherDownloadNorReportHome() {
    open(TestModels.bundle(everyKindOfLayer())).close();

    assertThat(Utils.isOfflineMode()).isTrue();
    assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  @Test
  void tasksSideBySideGetTheBitsOfOneTask() throws Exception {
    ModelBundle bundle = TestModels.bundle(everyKindOfLayer());
    Image image = image(64, 48);
    float[] alone;
    try (NetworkEngine engine = open(bundle)) {
      alone = engine.run(image.pixels(), 64, 48);
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int task = 0; task < 16; task++) {
        results.add(
            pool.submit(
                () -> {
                  try (NetworkEngine engine = open(bundle)) {
                    engine.run(new float[32 * 32], 32, 32);
                    return engine.run(image.pixels(), 64, 48);
                  }
                }));
      }
      for (Future<float[]> result : results) {
        assertThat(result.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void framesLeaveNoNativeMemoryBehind() throws IOException {
    Layer pointwise = new Layer.Convolution(new Layer.Shape(1, 1, 1, 1), weights(1), weights(1));
    Network network =
        new Network(
            List.of(
                new Node("image", new Layer.Input(), List.of()),
                new Node("last", pointwise, List.of(0))));
    float[] pixels = new float[512 * 512];
    long heapKilobytes = Runtime.getRuntime().maxMemory() / 1024;
    try (NetworkEngine engine = open(TestModels.bundle(network))) {
      engine.run(pixels, 512, 512);
      long before = residentKilobytes();
      for (int frame = 0; frame < 2 * heapKilobytes / 1024; frame++) {
        engine.run(pixels, 512, 512);
      }
      // Either tensor of a frame is 1024 kB: a leak of one of them would be twice the largest heap.
      assertThat(residentKilobytes() - before).isLessThan(heapKilobytes);
    }
  }

  private static NetworkEngine open(ModelBundle bundle) {
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    return Engines.open(EngineChoice.ONNX, bundle, cpu);
  }

  /** Convolutions with 7x3 and 3x5 kernels, a skip, a depthwise one, and both ReLUs. */
  private Network everyKindOfLayer() {
    return new Network(
        List.of(
            new Node("image", new Layer.Input(), List.of()),
            new Node("first", convolution(7, 3, 1, CHANNELS), List.of(0)),
            new Node("leaky", new Layer.Relu(0.2f), List.of(1)),
            new Node("pool", new Layer.MaxPooling(), List.of(2)),
            new Node("depthwise", depthwise(), List.of(3)),
            new Node("relu", new Layer.Relu(0), List.of(4)),
            new Node("up", transposed(), List.of(5)),
            new Node("join", new Layer.Concatenation(), List.of(6, 2)),
            new Node("last", convolution(3, 5, CHANNELS + 2, 1), List.of(7))));
  }

  private Layer convolution(int rows, int columns, int inputs, int outputs) {
    return new Layer.Convolution(
        new Layer.Shape(rows, columns, inputs, outputs),
        weights(rows * columns * inputs * outputs),
        weights(outputs));
  }

  private Layer depthwise() {
    return new Layer.DepthwiseConvolution(
        new Layer.Shape(5, 3, CHANNELS, CHANNELS), weights(15 * CHANNELS), weights(CHANNELS));
  }

  private Layer transposed() {
    return new Layer.TransposedConvolution(
        new Layer.Shape(2, 2, CHANNELS, 2), weights(8 * CHANNELS), weights(2));
  }

  private Weights weights(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() / 4);
    }
    return new Weights(values);
  }

  private Image image(int height, int width) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return new Image(pixels, height, width);
  }

  private static long residentKilobytes() throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"));
    String line = status.lines().filter(it -> it.startsWith("VmRSS:")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
