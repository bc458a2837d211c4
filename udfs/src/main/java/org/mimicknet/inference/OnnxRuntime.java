/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.onnxruntime.OrtEnvironment;
import java.util.stream.Stream;

/**
 * The one ONNX Runtime of this JVM, started through DJL at first use. DJL must start first: the
 * runtime's environment exists once, and DJL cannot configure one that is there already.
 *
 * <p>Starting sets system properties that the user has not set: DJL neither downloads anything nor
 * reports home, and the runtime's own thread pool has one thread, since every task brings its core.
 */
final class OnnxRuntime {
  private OnnxRuntime() {}

  private static final class Started {
    static final Engine ENGINE = start();
    static final String VERSION = OrtEnvironment.getEnvironment().getVersion();
    static final boolean CUDA = ENGINE.hasCapability(StandardCapabilities.CUDA);

    private static Engine start() {
      setDefault("ai.djl.offline", "true");
      setDefault("OPT_OUT_TRACKING", "true");
      setDefault("ai.djl.onnx.disable_alternative", "true");
      setDefault("ai.djl.onnxruntime.num_threads", "1");
      setDefault("ai.djl.onnxruntime.num_interop_threads", "1");
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      // DJL finds its engines with the context class loader, which in Spark is not always ours.
      thread.setContextClassLoader(OnnxRuntime.class.getClassLoader());
      try {
        return Engine.getEngine("OnnxRuntime");
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    private static void setDefault(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }

  static Engine engine() {
    return Started.ENGINE;
  }

  /** The version that really runs; DJL itself names the one that it was built for. */
  static String version() {
    return Started.VERSION;
  }

  static boolean hasCuda() {
    return Cuda.IS_USABLE;
  }

  /**
   * Starts the runtime only where its jar holds a library for CUDA or a folder of libraries is set.
   */
  private static final class Cuda {
    static final boolean IS_USABLE = (hasCudaLibrary() || isLibraryFolderSet()) && Started.CUDA;

    /** The jar of the build with CUDA holds this library where the runtime looks for it. */
    private static boolean hasCudaLibrary() {
      String library = System.mapLibraryName("onnxruntime_providers_cuda");
      return Stream.of("linux-x64", "linux-aarch64", "win-x64")
          .anyMatch(
              platform ->
                  OrtEnvironment.class.getResource("native/%s/%s".formatted(platform, library))
                      != null);
    }

    private static boolean isLibraryFolderSet() {
      return System.getProperties().stringPropertyNames().stream()
          .anyMatch(property -> property.startsWith("onnxruntime.native."));
    }
  }
}
