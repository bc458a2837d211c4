/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.image.Image;
import org.mimicknet.image.PixelPool;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.Precision;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.SharedData;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Postprocessing;

/**
 * What only a machine with a GPU can show: {@code tests/gpu}. Four parts, each with a line PASS or
 * FAIL: ONNX Runtime's own profile names the provider of every convolution; golden outputs come
 * within 1e-3 a pixel and 1e-4 of SSIM of the CPU's; frames per second by batch; memory over many
 * frames. In dry mode the CPU takes the place of the GPU.
 */
final class GpuCheck {
  private static final double MOST_PIXEL = 1e-3;
  private static final double MOST_SSIM = 1e-4;
  private static final int HEIGHT = 512;
  private static final int WIDTH = 128;
  private static final int[][] SIZES = {{512, 128}, {288, 208}, {1024, 256}};
  private static final int TASKS = 4;
  private static final int BATCH = 8;
  private static final int TENTHS = 10;
  private static final long MOST_GROWTH_MB = 256;
  private static final PrintWriter OUT = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  private final DeviceSelection device;
  private final DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
  private boolean passed = true;

  private GpuCheck(DeviceSelection device) {
    this.device = device;
  }

  /**
   * Runs all four parts and ends with 1 if one has failed.
   *
   * @param arguments {@code gpu} or {@code dry}, and the frames of the part on memory
   */
  public static void main(String[] arguments) throws Exception {
    boolean dry = arguments[0].equals("dry");
    int frames = Integer.parseInt(arguments[1]);
    GpuSettings settings =
        new GpuSettings(System.getProperty("mimicknet.gpu.jar", ""), 2, 8L << 30);
    DeviceSelection device =
        DeviceSelection.of(
            dry ? DeviceChoice.AUTO : DeviceChoice.GPU,
            GpuOffer.OF_MACHINE,
            settings,
            new Configuration(false));
    OUT.printf("device %s: %s%n", device.name(), device.reason());
    GpuCheck check = new GpuCheck(device);
    check.provider();
    check.parity();
    check.speed(dry ? 4 : 64);
    check.memory(frames);
    if (!check.passed) {
      System.exit(1);
    }
  }

  private void tell(boolean good, String text) {
    passed &= good;
    OUT.println((good ? "PASS " : "FAIL ") + text);
  }

  /** The profile of a session with the options of the program. */
  private void provider() throws IOException, OrtException {
    ModelBundle bundle = ModelBundle.shipped();
    Path folder = Files.createTempDirectory("profile");
    try (NetworkEngine started = Engines.open(EngineChoice.ONNX, bundle, cpu)) {
      OUT.printf("ONNX Runtime %s%n", started.info().runtimeVersion());
    }
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    Path profile;
    try (OrtSession.SessionOptions options =
        device.isGpu()
            ? CudaSession.options(device.gpu(), device.settings())
            : new OrtSession.SessionOptions()) {
      options.enableProfiling(folder.resolve("ort").toString());
      try (OrtSession session = runtime.createSession(bundle.onnx(), options)) {
        new SessionModel(runtime, session)
            .outputs(new FrameBatch(List.of(new float[HEIGHT * WIDTH]), HEIGHT, WIDTH));
        profile = Path.of(session.endProfiling());
      }
    }
    String expected = device.isGpu() ? "CUDAExecutionProvider" : "CPUExecutionProvider";
    Map<String, Integer> nodes = new TreeMap<>();
    int convolutions = 0;
    boolean all = true;
    for (JsonNode event : new ObjectMapper().readTree(profile.toFile())) {
      JsonNode about = event.path("args");
      if (event.path("cat").asText().equals("Node") && about.has("provider")) {
        String operator = about.path("op_name").asText();
        String provider = about.path("provider").asText();
        nodes.merge(operator + " on " + provider, 1, Integer::sum);
        if (operator.contains("Conv")) {
          convolutions++;
          all &= provider.equals(expected);
        }
      }
    }
    OUT.println("nodes of the profile: " + nodes);
    tell(
        convolutions > 0 && all,
        "provider: all %s convolutions ran on %s".formatted(convolutions, expected));
  }

  private void parity() {
    parity(Golden.SHIPPED, name -> ModelBundle.shipped());
    if (SharedData.isPresent()) {
      parity(Golden.PUBLISHED, TestModels::published);
    } else {
      OUT.println("SKIP parity of the published weights: there is no ../shared");
    }
  }

  /** A model by its name in a manifest. */
  private interface Models {
    ModelBundle named(String name);
  }

  private void parity(Golden golden, Models models) {
    JsonNode manifest = golden.json("manifest.json");
    double worstPixel = 0;
    double worstSsim = 0;
    int cases = 0;
    for (Map.Entry<String, JsonNode> model : manifest.get("outputs").properties()) {
      ModelBundle bundle = models.named(model.getKey());
      try (NetworkEngine here = Engines.open(EngineChoice.ONNX, bundle, device);
          NetworkEngine onCpu = Engines.open(EngineChoice.ONNX, bundle, cpu)) {
        for (Map.Entry<String, JsonNode> output : model.getValue().get("cases").properties()) {
          if (!output.getValue().has("file")) {
            continue;
          }
          Image input = golden.image(manifest.get("inputs").get(output.getKey()));
          Image wanted = golden.image(output.getValue());
          Image given = output(here, input);
          cases++;
          worstPixel = Math.max(worstPixel, worst(given, wanted));
          if (input.height() >= 16 && input.width() >= 16) {
            double difference = ssim(input, given) - ssim(input, output(onCpu, input));
            worstSsim = Math.max(worstSsim, Math.abs(difference));
          }
        }
      }
    }
    tell(
        cases > 0 && worstPixel <= MOST_PIXEL && worstSsim <= MOST_SSIM,
        String.format(
            Locale.ROOT,
            "parity: %d outputs of %s, worst pixel %.2e (limit %.0e), worst SSIM %.2e (limit %.0e)",
            cases,
            golden,
            worstPixel,
            MOST_PIXEL,
            worstSsim,
            MOST_SSIM));
  }

  private static Image output(NetworkEngine engine, Image input) {
    Image padded = PaddingRule.of("keras-reflect-end").pad(input, new PixelPool());
    float[] raw = engine.run(padded.pixels(), padded.height(), padded.width());
    return Postprocessing.output(
        new Image(raw, padded.height(), padded.width()), input.height(), input.width());
  }

  private static double worst(Image given, Image wanted) {
    double worst = 0;
    for (int i = 0; i < wanted.pixels().length; i++) {
      worst = Math.max(worst, Math.abs(given.pixels()[i] - wanted.pixels()[i]));
    }
    return worst;
  }

  private static double ssim(Image reference, Image output) {
    return new FrameComparison(Precision.DOUBLE)
        .compare(reference, reference, reference, output)
        .output()
        .ssim();
  }

  private void speed(int batches) {
    ModelBundle bundle = ModelBundle.shipped();
    double best = 0;
    double one = 0;
    for (int images : new int[] {1, 2, 4, 8, 16, 32}) {
      try (NetworkEngine engine = Engines.open(EngineChoice.ONNX, bundle, device)) {
        List<float[]> batch = noise(images, HEIGHT, WIDTH);
        engine.run(batch, HEIGHT, WIDTH);
        long start = System.nanoTime();
        for (int i = 0; i < batches; i++) {
          engine.run(batch, HEIGHT, WIDTH);
        }
        double perSecond = images * batches / ((System.nanoTime() - start) / 1e9);
        OUT.printf(
            Locale.ROOT,
            "speed: %2d frames of %d x %d together: %8.1f frames/s%n",
            images,
            HEIGHT,
            WIDTH,
            perSecond);
        one = images == 1 ? perSecond : one;
        best = Math.max(best, perSecond);
      }
    }
    tell(
        best > 0,
        String.format(Locale.ROOT, "speed: the best batch is %.2f times one frame", best / one));
  }

  private void memory(int frames) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(TASKS);
    List<Long> megabytes = new ArrayList<>();
    int batchesOfATask = Math.max(1, frames / TENTHS / TASKS / BATCH);
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      List<Callable<Void>> tasks = Collections.nCopies(TASKS, () -> enhance(batchesOfATask));
      for (Future<Void> task : pool.invokeAll(tasks)) {
        task.get();
      }
      megabytes.add(usedMegabytes());
      OUT.printf(
          "memory: after %s frames %s MB%n",
          tenth * batchesOfATask * TASKS * BATCH, megabytes.get(tenth - 1));
    }
    pool.shutdown();
    long growth = megabytes.get(TENTHS - 1) - megabytes.get(TENTHS / 3);
    tell(
        growth <= MOST_GROWTH_MB,
        "memory: it grew by %s MB after the first third (limit %s MB)"
            .formatted(growth, MOST_GROWTH_MB));
  }

  private Void enhance(int batches) {
    try (NetworkEngine engine = Engines.open(EngineChoice.ONNX, ModelBundle.shipped(), device)) {
      for (int i = 0; i < batches; i++) {
        int[] size = SIZES[i % SIZES.length];
        engine.run(noise(BATCH, size[0], size[1]), size[0], size[1]);
      }
    }
    return null;
  }

  /** Of the GPU by its driver; of this process in dry mode. */
  private long usedMegabytes() throws IOException, InterruptedException {
    if (device.isGpu()) {
      Process smi =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--query-gpu=memory.used",
                  "--format=csv,noheader,nounits",
                  "--id=" + device.gpu())
              .start();
      String said = new String(smi.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      smi.waitFor();
      return Long.parseLong(said.strip());
    }
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(it -> it.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }

  private static List<float[]> noise(int images, int height, int width) {
    Random random = new Random(images);
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    float[][] batch = new float[images][];
    Arrays.fill(batch, pixels);
    return List.of(batch);
  }
}
