/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.config.SparkMemory;
import org.mimicknet.image.Image;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.inference.TestModels;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.signal.FrameException;

class TaskEnhancerTest {
  private static final int WIDTH = 1024;

  @TempDir private Path folder;

  @Test
  void aModelThatIsImportedAgainIntoItsFolderIsTheOneThatRuns() throws IOException {
    Path model = folder.resolve("model");
    TestModels.scaled(0.5f).write(model);
    float[] half = enhanced(model);
    delete(model);
    TestModels.scaled(0.25f).write(model);
    float[] quarter = enhanced(model);

    assertThat(half[half.length - 1]).isEqualTo(0.5f);
    for (int i = 0; i < half.length; i++) {
      assertThat(quarter[i]).isCloseTo(half[i] / 2, within(1e-6f));
    }
  }

  @Test
  void aThreadOfATaskKeepsItsEnhancerAndAnotherHasItsOwn() {
    String model = folder.resolve("model").toString();
    TestModels.scaled(1).write(Path.of(model));
    MapFunction<Long, Boolean> inTwoThreads = id -> inTwoThreads(model);

    assertThat(LocalSpark.SESSION.range(0, 1, 1, 1).map(inTwoThreads, Encoders.BOOLEAN()).first())
        .isTrue();
  }

  @Test
  void whatAThreadOfATaskOpensIsForgottenWithTheThread() {
    String model = folder.resolve("model").toString();
    TestModels.scaled(1).write(Path.of(model));
    MapFunction<Long, Boolean> twice = id -> keepsItsOwnOnlyWhileItWorks(model);

    assertThat(LocalSpark.SESSION.range(0, 1, 1, 1).map(twice, Encoders.BOOLEAN()).first())
        .isTrue();
  }

  /** Its copies alone, of which there are 29, are more. */
  @Test
  void aFrameThatNeedsMoreThanATaskHasIsRefusedInSqlToo() {
    String model = folder.resolve("model").toString();
    TestModels.scaled(1).write(Path.of(model));
    LocalSpark.SESSION.sparkContext();
    int height = (int) (SparkMemory.ofTask().bytes() / (20L * Float.BYTES * WIDTH));
    Image large = new Image(new float[height * WIDTH], height, WIDTH);

    assertThatThrownBy(() -> TaskEnhancer.enhance(model, large))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("A frame of %s x %s pixels needs".formatted(height, WIDTH));
  }

  private static boolean keepsItsOwnOnlyWhileItWorks(String model) throws Exception {
    TaskContext task = TaskContext.get();
    List<FrameEnhancer> got = Collections.synchronizedList(new ArrayList<>());
    Callable<Void> work =
        () -> {
          got.add(TaskEnhancer.ofThread(task, model));
          got.add(TaskEnhancer.ofThread(task, model));
          return null;
        };
    FutureTask<Void> twice =
        new FutureTask<>(
            () -> {
              TaskOfThread.work(task, work);
              TaskOfThread.work(task, work);
              return null;
            });
    new Thread(twice).start();
    twice.get();
    return got.get(0) == got.get(1) && got.get(1) != got.get(2) && got.get(2) == got.get(3);
  }

  private static boolean inTwoThreads(String model) throws Exception {
    TaskContext task = TaskContext.get();
    FrameEnhancer own = TaskEnhancer.ofThread(task, model);
    AtomicReference<FrameEnhancer> other = new AtomicReference<>();
    FutureTask<Void> reader =
        new FutureTask<>(
            () -> {
              TaskOfThread.work(
                  task,
                  () -> {
                    other.set(TaskEnhancer.ofThread(task, model));
                    return null;
                  });
              return null;
            });
    new Thread(reader).start();
    reader.get();
    return other.get() != null && other.get() != own && TaskEnhancer.ofThread(task, model) == own;
  }

  /** A ramp in a task. */
  private static float[] enhanced(Path model) {
    String folder = model.toString();
    MapFunction<Long, byte[]> enhance = id -> TaskEnhancer.enhance(folder, ramp()).toBytes();
    byte[] pixels = LocalSpark.SESSION.range(0, 1, 1, 1).map(enhance, Encoders.BINARY()).first();
    return Image.fromBytes(pixels, 24, 24).pixels();
  }

  private static Image ramp() {
    return Image.fromBytes(RampFrames.frame(24, 24).getAs(0), 24, 24);
  }

  private static void delete(Path model) throws IOException {
    assertThat(ModelBundle.read(model).parameters()).isPositive();
    Files.delete(model.resolve("model.json"));
    Files.delete(model.resolve("model.onnx"));
    Files.delete(model);
  }
}
