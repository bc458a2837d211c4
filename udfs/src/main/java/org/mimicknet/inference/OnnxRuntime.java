/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
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

  private static final Map<String, Optional<String>> OBSTACLES = new HashMap<>();

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
    // For CPUs either will do: another library of the session may have brought it.
    twoBuilds().ifPresent(said -> LOG.warn("{}", said));
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
   * Why this process cannot use CUDA, as the end of a sentence; empty if it can. Starts the runtime
   * only where there is a library of CUDA for it, that which the settings name among others. One
   * answer for the life of the JVM.
   *
   * @throws UserException if the settings name what is no runtime with CUDA
   */
  static synchronized Optional<String> cudaObstacle(GpuSettings settings, Configuration hadoop) {
    Optional<String> known = OBSTACLES.get(settings.runtime());
    if (known == null) {
      known = findObstacle(settings.runtime(), hadoop);
      OBSTACLES.put(settings.runtime(), known);
    }
    return known;
  }

  private static Optional<String> findObstacle(String jar, Configuration hadoop) {
    Optional<String> twoBuilds = twoBuilds();
    if (twoBuilds.isPresent()) {
      return twoBuilds;
    }
    if (!jar.isBlank() && !isFolderSet()) {
      if (started != null || failure != null) {
        return Optional.of(
            "ONNX Runtime has started in this process before spark.mimicknet.gpu.onnxruntime = %s"
                    .formatted(jar)
                + " was set; set it when the application starts");
      }
      System.setProperty(
          CudaLibraries.FOLDER_PROPERTY, CudaLibraries.unpack(jar, hadoop).toString());
    }
    if (!isFolderSet() && !RuntimeJars.haveCuda()) {
      return Optional.of(
          "the ONNX Runtime of the job jar is the build for CPUs, and"
              + " spark.mimicknet.gpu.onnxruntime names no other");
    }
    loader();
    return CudaSession.obstacle();
  }

  private static Optional<String> twoBuilds() {
    return RuntimeJars.twoBuilds(OnnxRuntime.class.getClassLoader());
  }

  private static boolean isFolderSet() {
    return System.getProperties().stringPropertyNames().stream()
        .anyMatch(property -> property.startsWith("onnxruntime.native."));
  }
}
