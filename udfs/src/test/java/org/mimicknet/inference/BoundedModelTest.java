/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedModelTest {
  private static final int IMAGE = 16 * 16;

  @Test
  void aBatchGoesThroughInHalvesWhereTheMemoryIsFullAndNoFrameIsLostOrDoubled() throws Exception {
    FakeGpu gpu = new FakeGpu(3 * IMAGE);
    BoundedModel model = new BoundedModel(gpu, "cuda:0", 2);

    List<float[]> outputs = model.open().outputs(batch(8));

    assertThat(firstPixels(outputs)).isEqualTo(numbers(1, 8));
    assertThat(gpu.runs).containsExactly(2, 2, 2, 2);
    assertThat(gpu.failures).as("8, then 4").hasValue(2);
  }

  @Test
  void whatASizeTakesIsRememberedForAllTasksAndForThatSizeAlone() throws Exception {
    FakeGpu gpu = new FakeGpu(5 * IMAGE);
    BoundedModel model = new BoundedModel(gpu, "cuda:0", 2);
    model.open().outputs(batch(8));
    gpu.failures.set(0);
    gpu.runs.clear();

    assertThat(firstPixels(model.open().outputs(batch(8)))).isEqualTo(numbers(1, 8));
    assertThat(firstPixels(model.open().outputs(batch(3)))).isEqualTo(numbers(1, 3));

    assertThat(gpu.runs).containsExactly(4, 4, 3);
    assertThat(gpu.failures).hasValue(0);
    assertThat(model.most(16, 16, 8)).isEqualTo(4);
    assertThat(model.most(32, 16, 8)).isEqualTo(8);
  }

  @Test
  void anOddNumberOfFramesGoesThroughToTheLastOne() throws Exception {
    BoundedModel model = new BoundedModel(new FakeGpu(2 * IMAGE), "cuda:0", 1);

    assertThat(firstPixels(model.open().outputs(batch(7)))).isEqualTo(numbers(1, 7));
  }

  @Test
  void oneFrameThatDoesNotFitAloneIsAFailureThatSaysWhatToDo() {
    FakeGpu gpu = new FakeGpu(IMAGE - 1);
    BoundedModel model = new BoundedModel(gpu, "cuda:2", 2);

    assertThatThrownBy(() -> model.open().outputs(batch(2)))
        .isInstanceOf(GpuMemoryException.class)
        .hasMessageStartingWith(
            "Cannot run the network on a frame of 16 x 16 on cuda:2: its memory is full, though no"
                + " other frame is there")
        .hasMessageContaining("spark.mimicknet.gpu.memory");
    assertThat(gpu.failures).as("2, 1, and 1 while nobody else runs").hasValue(3);
  }

  @Test
  void anyOtherFailureIsNotTriedAgain() {
    int[] runs = {0};
    OnnxModel broken =
        () ->
            new OnnxModel.Run() {
              @Override
              public List<float[]> outputs(FrameBatch batch) {
                runs[0]++;
                throw new IllegalStateException("CUDNN_STATUS_EXECUTION_FAILED");
              }

              @Override
              public void close() {}
            };

    assertThatThrownBy(() -> new BoundedModel(broken, "cuda:0", 1).open().outputs(batch(4)))
        .hasMessage("CUDNN_STATUS_EXECUTION_FAILED");
    assertThat(runs[0]).isEqualTo(1);
  }

  @Test
  void noMoreTasksThanThereArePlacesUseASessionAtOnce() throws Exception {
    FakeGpu gpu = new FakeGpu(1000 * IMAGE);
    inTasks(new BoundedModel(gpu, "cuda:0", 3), 12, 200, 2);

    assertThat(gpu.mostAtOnce.get()).isBetween(1, 3);
    assertThat(gpu.runs).hasSize(12 * 200);
  }

  /** What fits for one task may not fit beside another: the last attempt waits for all others. */
  @Test
  void tasksThatFillTheMemoryTogetherStillFinish() throws Exception {
    FakeGpu gpu = new FakeGpu(IMAGE);
    inTasks(new BoundedModel(gpu, "cuda:0", 4), 8, 50, 4);

    assertThat(gpu.runs).hasSize(8 * 50 * 4).containsOnly(1);
  }

  private static void inTasks(BoundedModel model, int tasks, int batches, int images)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(tasks);
    CountDownLatch start = new CountDownLatch(tasks);
    List<Future<?>> results = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      results.add(
          pool.submit(
              () -> {
                OnnxModel.Run run = model.open();
                start.countDown();
                start.await();
                for (int i = 0; i < batches; i++) {
                  assertThat(firstPixels(run.outputs(batch(images)))).isEqualTo(numbers(1, images));
                }
                return null;
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    pool.shutdown();
  }

  /** Images whose pixels are their numbers, from 0. */
  private static FrameBatch batch(int images) {
    return new FrameBatch(
        IntStream.range(0, images)
            .mapToObj(
                number -> {
                  float[] pixels = new float[IMAGE];
                  Arrays.fill(pixels, number);
                  return pixels;
                })
            .toList(),
        16,
        16);
  }

  private static List<Integer> firstPixels(List<float[]> images) {
    return images.stream().map(image -> (int) image[0]).toList();
  }

  private static List<Integer> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }
}
