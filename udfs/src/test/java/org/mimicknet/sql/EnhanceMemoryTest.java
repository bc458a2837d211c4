/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimicknet.TaskMemory;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.signal.FrameException;

class EnhanceMemoryTest {
  private static final int HEIGHT = 1808;
  private static final int WIDTH = 208;
  private static final Set<Thread.State> RUNNING =
      Set.of(Thread.State.RUNNABLE, Thread.State.BLOCKED);

  private final FrameEnhancer enhancer = new FrameEnhancer(ModelBundle.shipped(), new Unused());

  @Test
  void aUsualPairIsEnhancedInTheShareOf1GigabyteWhateverTheBatch() {
    EnhanceMemory memory = new EnhanceMemory(TaskMemory.of(1L << 30, 2), 18);

    long added = memory.require(enhancer, HEIGHT, WIDTH, 2);

    assertThat(added).isLessThan(memory.ofGroup() / 3);
  }

  @Test
  void aFrameThatNeedsMoreThanATaskHasIsRefused() {
    EnhanceMemory memory = new EnhanceMemory(TaskMemory.of(1L << 30, 2), 18);

    assertThatThrownBy(() -> memory.require(enhancer, 4096, 4096, 1))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("A frame of 4096 x 4096 pixels needs");
  }

  /** The second fills the room, so the third is not read before the first is used. */
  @Test
  void noMoreIsReadAheadThanThereIsRoomFor() {
    AtomicInteger used = new AtomicInteger();
    List<Integer> usedBefore = new CopyOnWriteArrayList<>();
    MemoryGate<Integer> gate = new MemoryGate<>(10 << 10, bytes -> bytes);
    Iterator<Integer> source =
        IntStream.of(6 << 10, 20 << 10, 1 << 10)
            .peek(element -> usedBefore.add(used.get()))
            .iterator();
    Iterator<Integer> entering = gate.entering(source);
    AtomicReference<Thread> reader = new AtomicReference<>();
    Prefetched.Around notingReader =
        reading -> {
          reader.set(Thread.currentThread());
          reading.call();
        };

    try (Prefetched<Integer> ahead = new Prefetched<>(entering, 3, notingReader)) {
      untilWaitingOrDone(reader);
      assertThat(usedBefore).as("read before any is used").hasSizeLessThanOrEqualTo(2);
      Iterator<Integer> leaving = gate.leaving(ahead);
      for (int bytes : List.of(6 << 10, 20 << 10, 1 << 10)) {
        used.incrementAndGet();
        assertThat(leaving.next()).isEqualTo(bytes);
      }
      assertThat(leaving.hasNext()).isFalse();
    }

    assertThat(usedBefore).hasSize(3);
    assertThat(usedBefore.get(2)).isGreaterThanOrEqualTo(1);
  }

  private static void untilWaitingOrDone(AtomicReference<Thread> thread) {
    while (thread.get() == null || RUNNING.contains(thread.get().getState())) {
      Thread.onSpinWait();
    }
  }

  /** Known from the size alone. */
  private static final class Unused implements NetworkEngine {
    @Override
    public float[] run(float[] pixels, int height, int width) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long neededBytes(int height, int width) {
      return 0;
    }

    @Override
    public EngineInfo info() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
