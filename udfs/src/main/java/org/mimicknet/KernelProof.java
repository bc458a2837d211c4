/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves a kernel in the Vector API before anything relies on it.
 *
 * <p>Kernels are compiled against the module of one version of Java, which is an incubator: another
 * version may lack a method or compute otherwise. The JVM looks for a method when a call is first
 * executed, so a class that loads proves nothing, and the error would come in the middle of a job.
 * A proof therefore takes the kernel through all of its code, on a small input, and compares what
 * it gives with the same in plain Java.
 */
@Internal
public final class KernelProof {
  private static final Logger LOG = LoggerFactory.getLogger(KernelProof.class);
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private KernelProof() {}

  /** Loads and makes a kernel. */
  @FunctionalInterface
  public interface Maker<T> {
    /** A new kernel. */
    T make() throws Throwable;
  }

  /**
   * A kernel that works here. One that does not is warned of, once for each name.
   *
   * @param kernel the name of its class
   * @param proof whether a kernel gives what plain Java does; whatever it throws is a no
   * @throws BrokenKernelException if it cannot be loaded, does not link or fails the proof
   */
  public static <T> T proven(String kernel, Maker<? extends T> maker, Predicate<? super T> proof) {
    try {
      T made = maker.make();
      if (proof.test(made)) {
        return made;
      }
    } catch (Throwable e) {
      Throwable first = RootCause.of(e);
      if (first instanceof OutOfMemoryError || first instanceof StackOverflowError) {
        // The machine is short, whatever the kernel.
        throw (VirtualMachineError) first;
      }
      throw broken(kernel, first.toString(), e);
    }
    throw broken(kernel, "its result is not that of plain Java", null);
  }

  private static BrokenKernelException broken(String kernel, String reason, Throwable cause) {
    BrokenKernelException broken = new BrokenKernelException(kernel, reason, cause);
    if (WARNED.add(kernel)) {
      LOG.warn("Computing without a vector kernel, more slowly: {}", broken.getMessage());
    }
    return broken;
  }

  /** Numbers from -1 to 1 that look random, the same ones each time, as input of a proof. */
  public static float[] noise(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long step = i * 1103515245L + 12345;
      values[i] = ((step >>> 16) % 1024 - 512) / 512f;
    }
    return values;
  }
}
