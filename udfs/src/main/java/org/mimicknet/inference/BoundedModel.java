/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network on a GPU, whose memory all tasks of the JVM share: few of them run it at once, in the
 * order in which they came, and where the memory is full a batch goes through in halves. What a
 * size of images takes is kept for the next batches, whichever task they are of.
 */
final class BoundedModel implements OnnxModel {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedModel.class);

  private final OnnxModel model;
  private final String device;
  private final int places;
  private final Semaphore free;
  private final ConcurrentHashMap<Size, Integer> most = new ConcurrentHashMap<>();

  private record Size(int height, int width) {}

  /**
   * @param places how many runs there may be at once
   */
  BoundedModel(OnnxModel model, String device, int places) {
    this.model = model;
    this.device = device;
    this.places = places;
    this.free = new Semaphore(places, true);
  }

  @Override
  public Run open() {
    return new BoundedRun(model.open());
  }

  /** The most images of a size that go through together; those asked for unless memory was full. */
  int most(int height, int width, int asked) {
    return Math.min(asked, most.getOrDefault(new Size(height, width), asked));
  }

  private final class BoundedRun implements Run {
    private final Run run;

    BoundedRun(Run run) {
      this.run = run;
    }

    @Override
    public List<float[]> outputs(FrameBatch batch) throws Exception {
      int all = batch.images().size();
      List<float[]> outputs = new ArrayList<>(all);
      while (outputs.size() < all) {
        int done = outputs.size();
        int together = most(batch.height(), batch.width(), all - done);
        FrameBatch part = batch.part(done, done + together);
        try {
          outputs.addAll(with(1, part));
        } catch (Exception e) {
          if (!GpuMemory.isFull(e)) {
            throw e;
          }
          if (together > 1) {
            halve(part, e);
          } else {
            outputs.addAll(alone(part));
          }
        }
      }
      return outputs;
    }

    private void halve(FrameBatch part, Exception cause) {
      int half = part.images().size() / 2;
      most.merge(new Size(part.height(), part.width()), half, Math::min);
      LOG.warn(
          "The memory of {} is full with {} frames of {} x {}: going on with {} at a time ({})",
          device,
          part.images().size(),
          part.height(),
          part.width(),
          half,
          cause.getMessage());
    }

    /** While no other task uses the session. */
    private List<float[]> alone(FrameBatch one) throws Exception {
      try {
        return with(places, one);
      } catch (Exception e) {
        if (!GpuMemory.isFull(e)) {
          throw e;
        }
        throw new GpuMemoryException(
            ("Cannot run the network on a frame of %s x %s on %s: its memory is full, though no"
                    + " other frame is there (%s). Raise spark.mimicknet.gpu.memory, leave it more"
                    + " of the GPU (docs/GPU.md), or choose the device auto or cpu")
                .formatted(one.height(), one.width(), device, e.getMessage()),
            e);
      }
    }

    private List<float[]> with(int taken, FrameBatch part) throws Exception {
      free.acquire(taken);
      try {
        return run.outputs(part);
      } finally {
        free.release(taken);
      }
    }

    @Override
    public void close() {
      run.close();
    }
  }
}
