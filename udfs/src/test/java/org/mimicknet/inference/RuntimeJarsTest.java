/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeJarsTest {
  private static final String CLASS = "ai/onnxruntime/OrtEnvironment.class";
  private static final String CUDA =
      "ai/onnxruntime/native/linux-x64/" + System.mapLibraryName("onnxruntime_providers_cuda");

  @TempDir private Path folder;

  @Test
  void theTwoBuildsTogetherAreNamedInWhateverOrderAndLoaders() throws Exception {
    Path cpu = jar("job.jar", List.of(CLASS));
    Path gpu = jar("onnxruntime_gpu-1.23.2.jar", List.of(CLASS, CUDA));
    try (URLClassLoader both = loader(null, cpu, gpu);
        URLClassLoader parent = loader(null, gpu);
        URLClassLoader child = loader(parent, cpu)) {
      for (ClassLoader loader : List.of(both, child)) {
        assertThat(RuntimeJars.twoBuilds(loader).orElseThrow())
            .startsWith(
                "two builds of ONNX Runtime are on the class path, with CUDA in %s and without in %s: "
                    .formatted(
                        gpu.toUri().toString().replace("///", "/"),
                        cpu.toUri().toString().replace("///", "/")))
            .contains("spark.mimicknet.gpu.onnxruntime");
      }
    }
  }

  @Test
  void oneBuildOrTheSameTwiceIsFine() throws Exception {
    Path cpu = jar("job.jar", List.of(CLASS));
    Path other = jar("other.jar", List.of(CLASS));
    Path gpu = jar("gpu.jar", List.of(CLASS, CUDA));
    try (URLClassLoader twice = loader(null, cpu, other);
        URLClassLoader alone = loader(null, gpu)) {
      assertThat(RuntimeJars.twoBuilds(twice)).isEmpty();
      assertThat(RuntimeJars.twoBuilds(alone)).isEmpty();
    }
    assertThat(RuntimeJars.haveCuda()).as("what these tests run with").isFalse();
  }

  private Path jar(String name, List<String> entries) throws IOException {
    return Jars.of(folder.resolve(name), "1.23.2", entries);
  }

  private static URLClassLoader loader(ClassLoader parent, Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new URLClassLoader(urls, parent);
  }
}
