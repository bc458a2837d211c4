/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jars of ONNX Runtime on the class path. The builds for CPUs and for CUDA hold the same
 * classes and libraries of the same names: with both, it is the class loader that decides which
 * library meets which.
 */
final class RuntimeJars {
  private static final String FOLDER = "ai/onnxruntime/";
  private static final String CUDA = System.mapLibraryName("onnxruntime_providers_cuda");
  private static final List<String> PLATFORMS = List.of("linux-x64", "linux-aarch64", "win-x64");

  private RuntimeJars() {}

  /** Names the jars where some with and some without CUDA are there, and says what to do. */
  static Optional<String> twoBuilds(ClassLoader loader) {
    List<String> withCuda =
        PLATFORMS.stream()
            .flatMap(platform -> places(loader, "native/%s/%s".formatted(platform, CUDA)))
            .distinct()
            .toList();
    List<String> without =
        places(loader, "OrtEnvironment.class").filter(place -> !withCuda.contains(place)).toList();
    return withCuda.isEmpty() || without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("two builds of ONNX Runtime are on the class path, with CUDA in %s and without in %s:"
                    + " leave the one with CUDA out of --jars and of the extraClassPath settings, and"
                    + " name it in spark.mimicknet.gpu.onnxruntime instead")
                .formatted(String.join(", ", withCuda), String.join(", ", without)));
  }

  /** Whether the jar that is used holds the library of CUDA where the runtime looks for it. */
  static boolean haveCuda() {
    return PLATFORMS.stream()
        .anyMatch(
            platform ->
                OrtEnvironment.class.getResource("native/%s/%s".formatted(platform, CUDA)) != null);
  }

  /** Jars or folders that hold a file of the runtime. */
  private static Stream<String> places(ClassLoader loader, String file) {
    try {
      return Collections.list(loader.getResources(FOLDER + file)).stream()
          .map(url -> place(url, FOLDER + file))
          .distinct();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the class path", e);
    }
  }

  private static String place(URL url, String file) {
    String text = url.toString();
    String folder = text.substring(0, text.length() - file.length());
    return Optional.of(folder)
        .filter(it -> it.startsWith("jar:") && it.endsWith("!/"))
        .map(it -> it.substring("jar:".length(), it.length() - "!/".length()))
        .orElse(folder);
  }
}
