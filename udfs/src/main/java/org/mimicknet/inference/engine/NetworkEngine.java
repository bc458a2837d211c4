/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.engine;

import java.util.List;
import java.util.OptionalLong;
import org.mimicknet.Internal;

/**
 * A network that is ready to run on this machine. Not thread-safe: a task opens its own and closes
 * it; what is expensive to make (sessions, packed weights) is shared behind it.
 */
@Internal
public interface NetworkEngine extends AutoCloseable {
  /**
   * Runs the network on one image.
   *
   * @param pixels {@code float[height * width]}, row-major; not changed
   * @param height a positive multiple of 16
   * @param width a positive multiple of 16
   * @return {@code float[height * width]}: the network's own output, not clipped; the caller's
   * @throws IllegalArgumentException if a side is not a positive multiple of 16
   */
  float[] run(float[] pixels, int height, int width);

  /**
   * Runs the network on several images of one size, in one call where that is faster.
   *
   * @param images {@code float[height * width]} each, as for one image
   * @return the network's outputs in the same order
   * @throws IllegalArgumentException if a side is not a positive multiple of 16
   */
  default List<float[]> run(List<float[]> images, int height, int width) {
    return images.stream().map(pixels -> run(pixels, height, width)).toList();
  }

  /**
   * Bytes that this engine holds for itself, beside what all engines of the model share: what the
   * largest frame so far needed. Empty if the runtime does not tell.
   */
  default OptionalLong memoryBytes() {
    return OptionalLong.empty();
  }

  /**
   * Memory of the heap that {@link #run} takes for one image beside its pixels. What a runtime
   * takes outside of the heap is not the heap's: there is as much of it as a container has left.
   */
  long neededBytes(int height, int width);

  /** What runs here, for the provenance of every row. */
  EngineInfo info();

  /** What ran the last images of this size, where that is not the same for all. */
  default EngineInfo info(int height, int width) {
    return info();
  }

  @Override
  void close();
}
