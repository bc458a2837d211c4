/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.mimicknet.KernelProof;

/**
 * Copies of a kernel class, one per {@link KernelShape}.
 *
 * <p>The just-in-time compiler turns vector code into registers only where the species is a
 * constant. So each kernel is written once, with a {@code static final KernelShape}, and loaded as
 * often as there are shapes, each time as a hidden class that carries its shape as class data. As a
 * side effect this file is the only door to code that needs module {@code jdk.incubator.vector}:
 * nothing else names a kernel class.
 */
final class Specialization {
  private static final Map<String, Object> LOADED = new ConcurrentHashMap<>();

  private Specialization() {}

  /**
   * The copy of {@code kernelClass}, a class of this package, for {@code shape}.
   *
   * @param proof whether a copy computes what it should, see {@link KernelProof}; asked of each
   *     copy once
   * @throws org.mimicknet.BrokenKernelException if it does not
   */
  static <T> T of(
      Class<T> type, String kernelClass, KernelShape shape, BiPredicate<T, KernelShape> proof) {
    return type.cast(
        LOADED.computeIfAbsent(
            kernelClass + shape,
            key ->
                KernelProof.proven(
                    kernelClass,
                    () -> type.cast(load(kernelClass, shape)),
                    kernel -> proof.test(kernel, shape))));
  }

  /** What a kernel class asks for in its initialiser: the shape that it was loaded for. */
  static KernelShape shape(Lookup kernel) {
    try {
      return MethodHandles.classData(kernel, ConstantDescs.DEFAULT_NAME, KernelShape.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Cannot read the shape of " + kernel.lookupClass(), e);
    }
  }

  private static Object load(String kernelClass, KernelShape shape)
      throws IOException, ReflectiveOperationException {
    try (InputStream in = Specialization.class.getResourceAsStream(kernelClass + ".class")) {
      if (in == null) {
        throw new IllegalStateException("Cannot load kernel " + kernelClass + ": no class file");
      }
      Lookup copy =
          MethodHandles.lookup().defineHiddenClassWithClassData(in.readAllBytes(), shape, true);
      return copy.lookupClass().getDeclaredConstructor().newInstance();
    }
  }
}
