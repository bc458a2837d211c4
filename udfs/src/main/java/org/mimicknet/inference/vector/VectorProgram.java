/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.VectorModule;
import org.mimicknet.model.Network;

/**
 * A network that is prepared for the vector engine: its stages and their packed weights. Immutable
 * and shared: one per model and JVM, for any number of engines.
 */
@Internal
public final class VectorProgram {
  /** How to make one stage of an engine from the stages before it. */
  @FunctionalInterface
  interface StageFactory {
    Stage make(List<Stage> earlier);
  }

  private static final int WARM_UP_SIDE = 64;
  private static final int WARM_UP_FRAMES = 400;
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

  private final VectorUnit unit;
  private final List<StageFactory> factories;
  private final long weightBytes;

  VectorProgram(VectorUnit unit, List<StageFactory> factories, long weightBytes) {
    this.unit = unit;
    this.factories = List.copyOf(factories);
    this.weightBytes = weightBytes;
  }

  /**
   * Prepares {@code network} for the registers that this machine prefers.
   *
   * @throws UnsupportedNetworkException if the engine cannot run the network
   * @throws IllegalStateException if the JVM lacks the module, see {@link VectorModule}
   */
  public static VectorProgram of(Network network) {
    requireModule();
    return new Planner(network, VectorUnit.preferred()).program();
  }

  /**
   * Prepares {@code network} for registers of 128, 256 or 512 bits. Wider ones than the machine has
   * compute the same, slowly.
   *
   * @throws IllegalArgumentException if {@code vectorBits} is another number
   * @throws UnsupportedNetworkException if the engine cannot run the network
   * @throws IllegalStateException if the JVM lacks the module, see {@link VectorModule}
   */
  public static VectorProgram of(Network network, int vectorBits) {
    requireModule();
    return new Planner(network, VectorUnit.ofBits(vectorBits)).program();
  }

  private static void requireModule() {
    if (!VectorModule.isPresent()) {
      throw new IllegalStateException(
          "Cannot run the vector engine: the JVM lacks module %s. Start it with %s"
              .formatted(VectorModule.NAME, VectorModule.FLAG));
    }
  }

  /**
   * Runs small frames, so that the first real frame finds compiled code. It counts frames rather
   * than time: they take a third of a second once compiled, and on a busy machine, where the
   * compiler comes late, as long as it needs, up to a bound. Once per JVM and program is enough.
   */
  public void warmUp() {
    long start = System.nanoTime();
    float[] frame = new float[WARM_UP_SIDE * WARM_UP_SIDE];
    try (VectorEngine engine = new VectorEngine(this)) {
      for (int i = 0; i < WARM_UP_FRAMES; i++) {
        engine.run(frame, WARM_UP_SIDE, WARM_UP_SIDE);
        if (System.nanoTime() - start > LONGEST_WARM_UP.toNanos()) {
          return;
        }
      }
    }
  }

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    factories.forEach(factory -> stages.add(factory.make(stages)));
    return stages;
  }

  /** The width of the registers that it computes with. */
  public int vectorBits() {
    return unit.bits();
  }

  /** Bytes of packed weights, which all engines of this program share. */
  public long weightBytes() {
    return weightBytes;
  }
}
