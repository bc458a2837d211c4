/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.mimicknet.BrokenKernelException;
import org.mimicknet.Internal;
import org.mimicknet.VectorModule;

/**
 * Whether this JVM can run a {@link VectorEngine}. Needs nothing that may be absent, so it can be
 * asked anywhere.
 */
@Internal
public final class VectorSupport {
  private static final int OPTIMISING_LEVEL = 4;

  private VectorSupport() {}

  /**
   * Why the engine should not run in this JVM, as the end of a sentence: the module is absent, the
   * compiler that turns vectors into registers is switched off, a kernel does not work on this
   * Java, or the engine does not reproduce the golden pixels of a small network. Empty if it
   * should. The first call of a JVM runs the network, later ones remember.
   */
  public static Optional<String> obstacle() {
    return Optional.ofNullable(Verdict.OBSTACLE);
  }

  private static Optional<String> findObstacle() {
    if (!VectorModule.isPresent()) {
      return Optional.of(
          "this JVM lacks the module %s; start driver and executors with %s"
              .formatted(VectorModule.NAME, VectorModule.FLAG));
    }
    if (!optimises()) {
      return Optional.of(
          "the optimising compiler of this JVM is off (-XX:TieredStopAtLevel), or cannot be asked");
    }
    return selfTest();
  }

  private static Optional<String> selfTest() {
    try {
      return SelfTest.passes()
          ? Optional.empty()
          : Optional.of("it did not pass its self-test on this machine");
    } catch (BrokenKernelException e) {
      return Optional.of(e.getMessage());
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("its self-test on this machine ended with " + e);
    }
  }

  /** False also where the JVM is no HotSpot, or one without the flag: it does not tell then. */
  private static boolean optimises() {
    try {
      HotSpotDiagnosticMXBean vm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      String level = vm == null ? "0" : vm.getVMOption("TieredStopAtLevel").getValue();
      return Integer.parseInt(level) >= OPTIMISING_LEVEL;
    } catch (IllegalArgumentException | LinkageError e) {
      return false;
    }
  }

  /** Reached once, when first asked. */
  private static final class Verdict {
    private static final String OBSTACLE = findObstacle().orElse(null);
  }
}
