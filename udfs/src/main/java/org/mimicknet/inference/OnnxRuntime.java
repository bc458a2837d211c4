/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import java.util.stream.Stream;
import org.mimicknet.RootCause;
import org.mimicknet.UserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ONNX Runtime of this JVM, started at first use: through DJL, unless another library made
 * the runtime's environment before.
 */
final class OnnxRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

  private static OnnxLoader started;
  private static String failure;

  private OnnxRuntime() {}

  /**
   * @throws UserException if it cannot start here: at every call for the reason of the first
   */
  static synchronized OnnxLoader loader() {
    if (started == null && failure == null) {
      try {
        started = start();
      } catch (LinkageError | RuntimeException e) {
        failure = RootCause.of(e).toString();
        LOG.warn("ONNX Runtime does not start", e);
      }
    }
    if (failure != null) {
      throw new UserException(
          ("Cannot start ONNX Runtime in this process: %s. Choose the engine vector, or run on Linux"
                  + " with glibc on x86-64 or aarch64")
              .formatted(failure));
    }
    return started;
  }

  private static OnnxLoader start() {
    try {
      return DjlLoader.start();
    } catch (LinkageError withoutDjl) {
      // Its class did not initialise, nor will it: an environment is there that it did not make.
      OnnxLoader loader = new EnvironmentLoader(OrtEnvironment.getEnvironment());
      LOG.info("ONNX Runtime runs without DJL: {}", RootCause.of(withoutDjl).toString());
      return loader;
    }
  }

  /** The version that really runs; DJL itself names the one that it was built for. */
  static String version() {
    loader();
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /**
   * Starts the runtime only where its jar holds a library for CUDA or a folder of libraries is set.
   */
  static boolean hasCuda() {
    return Libraries.MAY_HAVE_CUDA && loader().hasCuda();
  }

  private static final class Libraries {
    static final boolean MAY_HAVE_CUDA = isCudaInJar() || isFolderSet();

    /** The jar of the build with CUDA holds this library where the runtime looks for it. */
    private static boolean isCudaInJar() {
      String library = System.mapLibraryName("onnxruntime_providers_cuda");
      return Stream.of("linux-x64", "linux-aarch64", "win-x64")
          .anyMatch(
              platform ->
                  OrtEnvironment.class.getResource("native/%s/%s".formatted(platform, library))
                      != null);
    }

    private static boolean isFolderSet() {
      return System.getProperties().stringPropertyNames().stream()
          .anyMatch(property -> property.startsWith("onnxruntime.native."));
    }
  }
}
