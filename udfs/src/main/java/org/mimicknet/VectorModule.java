/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

  private static final Set<String> PROVEN = ConcurrentHashMap.newKeySet();
  private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

  private VectorModule() {}

  /** True if the JVM was started with the module. */
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  /**
   * A kernel in the Vector API where this JVM has it and the kernel works, else its equal in plain
   * Java.
   *
   * @param caller a lookup of the kernel's package
   * @param kernel the simple name of a class with a constructor without arguments; only ever named
   *     as text, so that nothing else needs the module
   * @param proof see {@link KernelProof}; asked once for each kernel
   */
  public static <T> T kernelOr(
      Lookup caller, Class<T> type, String kernel, Supplier<T> plain, Predicate<T> proof) {
    return kernel(caller, type, kernel, proof).orElseGet(plain);
  }

  /** As {@link #kernelOr}, empty instead of plain Java. */
  public static <T> Optional<T> kernel(
      Lookup caller, Class<T> type, String kernel, Predicate<T> proof) {
    String name = caller.lookupClass().getPackageName() + "." + kernel;
    if (!isPresent() || BROKEN.contains(name)) {
      return Optional.empty();
    }
    try {
      T made =
          KernelProof.proven(
              name,
              () -> type.cast(constructor(caller, name).invoke()),
              PROVEN.contains(name) ? known -> true : proof);
      PROVEN.add(name);
      return Optional.of(made);
    } catch (BrokenKernelException e) {
      BROKEN.add(name);
      return Optional.empty();
    }
  }

  private static MethodHandle constructor(Lookup caller, String name)
      throws ReflectiveOperationException {
    return caller.findConstructor(caller.findClass(name), MethodType.methodType(void.class));
  }
}
