/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A GPU whose memory holds so many pixels, all runs together; it adds 1 to every pixel. */
final class FakeGpu implements OnnxModel, OnnxModel.Run {
  private static final long WORK_NANOS = 100_000;

  private final int pixels;
  private int used;

  /** Images of each run that succeeded, in their order. */
  final List<Integer> runs = Collections.synchronizedList(new ArrayList<>());

  /** Runs that found the memory full. */
  final AtomicInteger failures = new AtomicInteger();

  /** Most runs that there were at once. */
  final AtomicInteger mostAtOnce = new AtomicInteger();

  private final AtomicInteger running = new AtomicInteger();

  FakeGpu(int pixels) {
    this.pixels = pixels;
  }

  @Override
  public Run open() {
    return this;
  }

  @Override
  public List<float[]> outputs(FrameBatch batch) throws OrtException {
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      return take(batch);
    } finally {
      running.decrementAndGet();
    }
  }

  private List<float[]> take(FrameBatch batch) throws OrtException {
    int size = batch.images().size() * batch.height() * batch.width();
    synchronized (this) {
      if (used + size > pixels) {
        failures.incrementAndGet();
        throw full(size);
      }
      used += size;
    }
    LockSupport.parkNanos(WORK_NANOS);
    runs.add(batch.images().size());
    synchronized (this) {
      used -= size;
    }
    return batch.images().stream().map(FakeGpu::plusOne).toList();
  }

  /** As ONNX Runtime says it. */
  static OrtException full(int size) {
    return new OrtException(
        OrtException.OrtErrorCode.ORT_RUNTIME_EXCEPTION,
        ("Non-zero status code returned while running Conv node. Name:'encoder_0' Status Message:"
                + " /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void*"
                + " onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*,"
                + " bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for requested"
                + " buffer of size %s\n")
            .formatted(4L * size));
  }

  private static float[] plusOne(float[] image) {
    float[] result = image.clone();
    for (int i = 0; i < result.length; i++) {
      result[i]++;
    }
    return result;
  }

  @Override
  public void close() {}
}
