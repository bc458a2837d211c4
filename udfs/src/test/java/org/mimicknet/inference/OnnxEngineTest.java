package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.image.Image;
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
    try (NetworkEngine engine = open(TestModels.bundle(network))) {
      for (int frame = 0; frame < 500; frame++) {
        engine.run(pixels, 512, 512);
      }
      long before = residentKilobytes();
      for (int frame = 0; frame < 500; frame++) {
        engine.run(pixels, 512, 512);
      }
      // Either tensor of a frame is 1024 kB: a leak of one of them would be 512,000 kB.
      assertThat(residentKilobytes() - before).isLessThan(250_000);
    }
  }

  private static NetworkEngine open(ModelBundle bundle) {
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU, OptionalInt.empty());
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
