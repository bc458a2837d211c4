/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mimicknet.BrokenKernelException;
import org.mimicknet.inference.vector.UnsupportedNetworkException;
import org.mimicknet.inference.vector.VectorProgram;
import org.mimicknet.inference.vector.VectorSupport;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;

/**
 * The networks that this JVM has prepared for the vector engine: one per model, warm, shared by
 * tasks.
 */
final class VectorPrograms {
  private static final Map<String, Answer> ANSWERS = new HashMap<>();

  private VectorPrograms() {}

  /** Whether the vector engine can run a model here. */
  sealed interface Answer {
    /** Why, for a person, as the end of a sentence. */
    String reason();
  }

  /** It can, with a prepared network. */
  record Prepared(VectorProgram program, String reason) implements Answer {}

  /** It cannot. */
  record Refused(String reason) implements Answer {}

  /**
   * Tells whether the vector engine can run a model here; the first call for a model prepares it.
   *
   * @param onLoad called if this call prepared the network
   */
  static Answer of(ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    if (device.isGpu()) {
      return new Refused("the device is %s, and it runs on the CPU only".formatted(device.name()));
    }
    // One lock: the first task prepares and warms, the others wait for what it made.
    synchronized (ANSWERS) {
      return ANSWERS.computeIfAbsent(bundle.sha256(), absent -> prepare(bundle, onLoad));
    }
  }

  private static Answer prepare(ModelBundle bundle, Runnable onLoad) {
    Optional<String> obstacle = VectorSupport.obstacle();
    if (obstacle.isPresent()) {
      return new Refused(obstacle.get());
    }
    try {
      VectorProgram program = VectorProgram.of(bundle.network());
      program.warmUp();
      onLoad.run();
      return new Prepared(
          program,
          "it passed its self-test with registers of %s bit and holds %s kB of weights"
              .formatted(program.vectorBits(), program.weightBytes() / 1000));
    } catch (UnsupportedNetworkException | ModelException | BrokenKernelException e) {
      return new Refused(e.getMessage());
    } catch (LinkageError e) {
      return new Refused("it does not fit this Java: " + e);
    }
  }
}
