/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/**
 * Whether this JVM has the Java Vector API, and the door to classes that need it. Needs nothing
 * that may be absent, so it can be asked anywhere.
 */
@Internal
public final class VectorModule {
  /** Present in a JVM that was started with {@link #FLAG}. */
  public static final String NAME = "jdk.incubator.vector";

  /** The JVM option that brings the module. */
  public static final String FLAG = "--add-modules=" + NAME;

  private VectorModule() {}

  /** True if the JVM was started with the module. */
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  /**
   * A kernel in the Vector API where this JVM has it, else its equal in plain Java.
   *
   * @param caller a lookup of the kernel's package
   * @param kernel the simple name of a class with a constructor without arguments; only ever named
   *     as text, so that nothing else needs the module
   */
  public static <T> T kernelOr(Lookup caller, Class<T> type, String kernel, Supplier<T> plain) {
    if (!isPresent()) {
      return plain.get();
    }
    String name = caller.lookupClass().getPackageName() + "." + kernel;
    try {
      Object made =
          caller
              .findConstructor(caller.findClass(name), MethodType.methodType(void.class))
              .invoke();
      return type.cast(made);
    } catch (Throwable e) {
      throw new IllegalStateException("Cannot load the kernel " + name, e);
    }
  }
}
