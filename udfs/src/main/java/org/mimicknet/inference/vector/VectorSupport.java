package org.mimicknet.inference.vector;

/**
 * Whether this JVM can run a {@link VectorEngine}. Needs nothing that may be absent, so it can be
 * asked anywhere.
 */
public final class VectorSupport {
  /** The module that the engine computes with; the JVM has it if started with {@link #FLAG}. */
  public static final String MODULE = "jdk.incubator.vector";

  /** The JVM option that brings the module. */
  public static final String FLAG = "--add-modules=" + MODULE;

  private VectorSupport() {}

  /**
   * True if the module is there and the engine reproduces the golden pixels of a small network. The
   * first call of a JVM runs it, for less than a second, later ones remember.
   */
  public static boolean works() {
    return Verdict.WORKS;
  }

  /** True if the JVM was started with the module. */
  public static boolean available() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** Reached once, when first asked. */
  private static final class Verdict {
    private static final boolean WORKS = available() && SelfTest.passes();
  }
}
