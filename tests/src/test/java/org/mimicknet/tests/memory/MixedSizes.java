/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.model.ModelBundle;

/**
 * Whether the memory of a JVM stays flat while it enhances and compares many frames: {@code
 * tests/memory ENGINE FRAMES TASKS [HEIGHTxWIDTH]}. Without a size every frame has another one,
 * from 17 x 17 to 2048 x 256, their logarithms uniform, and every hundredth is the largest.
 *
 * <p>After each tenth of the frames it collects all garbage and prints the heap that is left, the
 * resident memory of the process, and what of that is not heap: the script has the whole heap
 * resident from the start.
 */
public final class MixedSizes {
  private static final int TENTHS = 10;
  private static final int SMALLEST = 17;
  private static final int HIGHEST = 2048;
  private static final int WIDEST = 256;
  private static final int LARGEST_EVERY = 100;
  private static final double MIB = 1 << 20;

  private MixedSizes() {}

  private record Size(int height, int width) {
    @Override
    public String toString() {
      return height + "x" + width;
    }

    static Size of(String text) {
      String[] sides = text.split("x", -1);
      return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }

    static Size random(Random random, int frame) {
      return frame % LARGEST_EVERY == 0
          ? new Size(HIGHEST, WIDEST)
          : new Size(side(random, HIGHEST), side(random, WIDEST));
    }

    private static int side(Random random, int largest) {
      return (int)
          Math.round(SMALLEST * Math.pow((double) largest / SMALLEST, random.nextDouble()));
    }
  }

  /** Measures and prints a table. */
  public static void main(String[] arguments) throws Exception {
    EngineChoice choice = EngineChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    int frames = Integer.parseInt(arguments[1]);
    int tasks = Integer.parseInt(arguments[2]);
    Optional<Size> fixed =
        arguments.length > 3 ? Optional.of(Size.of(arguments[3])) : Optional.empty();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        "engine %s, %d task(s), %s%n%8s %12s %12s %12s%n",
        arguments[0],
        tasks,
        fixed.map(Size::toString).orElse("mixed sizes"),
        "frames",
        "heap, MiB",
        "RSS, MiB",
        "native, MiB");
    ExecutorService pool = Executors.newFixedThreadPool(tasks);
    ModelBundle model = ModelBundle.shipped();
    List<Task> running = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      running.add(new Task(model, choice, fixed, task, frames / TENTHS / tasks));
    }
    try {
      for (int tenth = 1; tenth <= TENTHS; tenth++) {
        for (Future<Integer> done : pool.invokeAll(running)) {
          done.get();
        }
        print(out, frames / TENTHS * tenth);
      }
    } finally {
      running.forEach(Task::close);
      pool.shutdown();
    }
  }

  /** Frames of one task, as {@code enhance} treats them: from bytes to metrics and bytes. */
  private static final class Task implements Callable<Integer>, AutoCloseable {
    private final FrameEnhancer enhancer;
    private final Optional<Size> fixed;
    private final Random random;
    private final int frames;

    Task(ModelBundle model, EngineChoice choice, Optional<Size> fixed, int seed, int frames) {
      DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
      this.enhancer = new FrameEnhancer(model, Engines.open(choice, model, cpu));
      this.fixed = fixed;
      this.random = new Random(seed);
      this.frames = frames;
    }

    @Override
    public Integer call() {
      int bytes = 0;
      for (int frame = 0; frame < frames; frame++) {
        int number = frame;
        Size size = fixed.orElseGet(() -> Size.random(random, number));
        Image das = image(size);
        bytes += enhancer.enhance(das, image(size)).output().toBytes().length;
      }
      return bytes;
    }

    private Image image(Size size) {
      float[] pixels = new float[size.height() * size.width()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextFloat();
      }
      byte[] stored = new Image(pixels, size.height(), size.width()).toBytes();
      return Image.fromBytes(stored, size.height(), size.width());
    }

    @Override
    public void close() {
      enhancer.close();
    }
  }

  private static void print(PrintWriter out, int frames) throws IOException {
    System.gc();
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    double resident = resident();
    out.printf(
        "%8d %12.0f %12.0f %12.0f%n",
        frames, heap.getUsed() / MIB, resident, resident - heap.getCommitted() / MIB);
  }

  private static double resident() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(some -> some.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
  }
}
