/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  /**
   * A prepared network, or why there is none.
   *
   * @param reason for a person, as the end of a sentence
   */
  record Answer(Optional<VectorProgram> program, String reason) {
    private static Answer no(String reason) {
      return new Answer(Optional.empty(), reason);
    }
  }

  /**
   * Tells whether the vector engine can run a model here; the first call for a model prepares it.
   */
  static Answer of(ModelBundle bundle, DeviceSelection device) {
    if (device.device().isGpu()) {
      return Answer.no("the device is %s, and it runs on the CPU only".formatted(device.name()));
    }
    // One lock: the first task prepares and warms, the others wait for what it made.
    synchronized (ANSWERS) {
      return ANSWERS.computeIfAbsent(bundle.sha256(), absent -> prepare(bundle));
    }
  }

  private static Answer prepare(ModelBundle bundle) {
    Optional<String> obstacle = VectorSupport.obstacle();
    if (obstacle.isPresent()) {
      return Answer.no(obstacle.get());
    }
    try {
      VectorProgram program = VectorProgram.of(bundle.network());
      program.warmUp();
      return new Answer(
          Optional.of(program),
          "it passed its self-test with registers of %d bit and holds %d kB of weights"
              .formatted(program.vectorBits(), program.weightBytes() / 1000));
    } catch (UnsupportedNetworkException | ModelException e) {
      return Answer.no(e.getMessage());
    }
  }
}
