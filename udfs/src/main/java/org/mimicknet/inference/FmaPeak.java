/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.VectorModule;

/** How fast one core of this machine multiplies and adds floats: what no network can exceed. */
@Internal
public interface FmaPeak {
  /**
   * A meter in the Vector API; empty where this JVM has none that works: plain Java does not reach
   * the peak.
   */
  static Optional<FmaPeak> meter() {
    return VectorModule.kernel(
        MethodHandles.lookup(), FmaPeak.class, "FmaPeakKernel", kernel -> kernel.gigaflops(0) > 0);
  }

  /** Runs float multiply-adds on this thread in registers alone: {@code 10^9} operations/s. */
  double gigaflops(double seconds);
}
