/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;

/** Engines on a GPU that is none. */
class GpuEnginesTest {
  private static final ModelBundle HALF = TestModels.scaled(0.5f);
  private static final int TASKS = 8;

  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void tasksThatStartAtOnceShareOneSessionForEachGpu() throws Exception {
    SharedModels models = with(new FakeGpu(Integer.MAX_VALUE));
    AtomicInteger loads = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(TASKS);
    CountDownLatch start = new CountDownLatch(TASKS);
    List<Future<String>> devices = new ArrayList<>();
    for (int task = 0; task < TASKS; task++) {
      String gpu = String.valueOf(task % 2);
      devices.add(
          pool.submit(
              () -> {
                start.countDown();
                start.await();
                try (NetworkEngine engine =
                    Engines.open(
                        models,
                        EngineChoice.AUTO,
                        HALF,
                        selection(DeviceChoice.GPU, gpu),
                        loads::incrementAndGet)) {
                  return engine.info().device();
                }
              }));
    }
    List<String> names = new ArrayList<>();
    for (Future<String> device : devices) {
      names.add(device.get());
    }
    pool.shutdown();

    assertThat(names).containsOnly("cuda:0", "cuda:1").hasSize(TASKS);
    assertThat(opened).hasValue(2);
    assertThat(loads).hasValue(2);
  }

  @Test
  void autoLeavesAGpuThatCannotLoadTheModelAndNoTaskTriesAgain() {
    SharedModels models =
        new SharedModels(
            (bundle, gpu, settings) -> {
              opened.incrementAndGet();
              throw new IllegalStateException("CUDA failure 35: driver version is insufficient");
            });

    for (int task = 0; task < 3; task++) {
      try (NetworkEngine engine = open(models, DeviceChoice.AUTO)) {
        assertThat(engine.info().device()).isEqualTo("cpu");
        assertThat(engine.run(new float[256], 16, 16)).containsOnly(0);
      }
    }
    assertThat(opened).hasValue(1);
    assertThatThrownBy(() -> open(models, DeviceChoice.GPU))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("on cuda:0: CUDA failure 35: driver version is insufficient");
  }

  /** The fake adds 1 where the CPU multiplies: so the pixels tell, too, what computed them. */
  @Test
  void eachFrameTellsWhatComputedItAlsoAfterTheMemoryOfTheGpuWasFull() {
    SharedModels models = with(new FakeGpu(32 * 32));
    try (FrameEnhancer enhancer = new FrameEnhancer(HALF, open(models, DeviceChoice.AUTO))) {
      for (int round = 0; round < 2; round++) {
        List<EnhancedFrame> frames =
            enhancer.enhance(
                List.of(
                    enhancer.prepare(ramp(31, 31)),
                    enhancer.prepare(ramp(47, 31)),
                    enhancer.prepare(ramp(31, 31)),
                    enhancer.prepare(ramp(47, 31))));

        assertThat(frames)
            .extracting(frame -> frame.engine().device())
            .containsExactly("cuda:0", "cpu", "cuda:0", "cpu");
        assertThat(frames.get(0).output().pixels()).as("clipped to 1").containsOnly(1);
        float[] onCpu = frames.get(1).output().pixels();
        assertThat(onCpu[onCpu.length - 1]).isCloseTo(0.5f, within(1e-6f));
      }
    }
  }

  @Test
  void aGpuThatWasAskedForIsNotLeft() {
    SharedModels models = with(new FakeGpu(1));
    try (NetworkEngine engine = open(models, DeviceChoice.GPU)) {
      assertThatThrownBy(() -> engine.run(new float[256], 16, 16))
          .isInstanceOf(GpuMemoryException.class);
    }
  }

  private SharedModels with(FakeGpu gpu) {
    return new SharedModels(
        (bundle, number, settings) -> {
          opened.incrementAndGet();
          return gpu;
        });
  }

  private static NetworkEngine open(SharedModels models, DeviceChoice choice) {
    return Engines.open(models, EngineChoice.ONNX, HALF, selection(choice, "0"), () -> {});
  }

  private static DeviceSelection selection(DeviceChoice choice, String gpu) {
    return DeviceSelection.of(choice, GpuOffer.given(gpu), GpuSettings.DEFAULT, Optional::empty);
  }

  private static Image ramp(int height, int width) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 1 + i;
    }
    return new Image(pixels, height, width);
  }
}
