/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A GPU, and the CPU for images of a size that its memory does not hold one of. All images of a
 * batch are computed by the same of the two.
 */
final class FallbackEngine implements NetworkEngine {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackEngine.class);

  private final NetworkEngine gpu;
  private final Supplier<NetworkEngine> opening;
  private final Set<Size> tooLarge = new HashSet<>();
  private NetworkEngine cpu;

  private record Size(int height, int width) {}

  /**
   * @param opening opens the engine on the CPU, at the first image that needs it
   */
  FallbackEngine(NetworkEngine gpu, Supplier<NetworkEngine> opening) {
    this.gpu = gpu;
    this.opening = opening;
  }

  @Override
  public float[] run(float[] pixels, int height, int width) {
    return run(List.of(pixels), height, width).get(0);
  }

  @Override
  public List<float[]> run(List<float[]> images, int height, int width) {
    Size size = new Size(height, width);
    if (!tooLarge.contains(size)) {
      try {
        return gpu.run(images, height, width);
      } catch (GpuMemoryException e) {
        LOG.warn("Frames of {} x {} go to the CPU in this task: {}", height, width, e.getMessage());
        tooLarge.add(size);
      }
    }
    return cpu().run(images, height, width);
  }

  private NetworkEngine cpu() {
    if (cpu == null) {
      cpu = opening.get();
    }
    return cpu;
  }

  @Override
  public long neededBytes(int height, int width) {
    long onGpu = gpu.neededBytes(height, width);
    return cpu == null ? onGpu : Math.max(onGpu, cpu.neededBytes(height, width));
  }

  /** That of the GPU. */
  @Override
  public EngineInfo info() {
    return gpu.info();
  }

  @Override
  public EngineInfo info(int height, int width) {
    return tooLarge.contains(new Size(height, width)) ? cpu().info() : gpu.info();
  }

  @Override
  public void close() {
    gpu.close();
    if (cpu != null) {
      cpu.close();
    }
  }
}
