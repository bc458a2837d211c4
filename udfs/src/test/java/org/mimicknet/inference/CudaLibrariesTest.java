/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;

class CudaLibrariesTest {
  private static final String LINUX = "ai/onnxruntime/native/linux-x64/";
  private static final List<String> ENTRIES =
      List.of(
          LINUX + "libonnxruntime.so",
          LINUX + "libonnxruntime4j_jni.so",
          LINUX + "libonnxruntime_providers_cuda.so",
          LINUX + "libonnxruntime_providers_shared.so",
          LINUX + "libonnxruntime_providers_tensorrt.so",
          "ai/onnxruntime/native/win-x64/onnxruntime.dll",
          "ai/onnxruntime/OrtEnvironment.class");

  @TempDir private Path folder;

  @Test
  void whatCudaNeedsIsUnpackedAndNothingElse() throws IOException {
    Path jar = Jars.of(folder.resolve("onnxruntime_gpu.jar"), CudaLibraries.VERSION, ENTRIES);

    Path libraries = unpack(jar.toUri().toString());

    try (Stream<Path> files = Files.list(libraries)) {
      assertThat(files)
          .extracting(file -> LINUX + file.getFileName())
          .containsExactlyInAnyOrderElementsOf(ENTRIES.subList(0, 4));
    }
    assertThat(libraries.resolve("libonnxruntime_providers_cuda.so"))
        .hasContent(LINUX + "libonnxruntime_providers_cuda.so");
  }

  @Test
  void theVersionIsThatOfTheClassesThatTheProgramRuns() {
    assertThat(OrtEnvironment.getEnvironment().getVersion()).isEqualTo(CudaLibraries.VERSION);
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    Path jar = Jars.of(folder.resolve("new.jar"), "1.24.0", ENTRIES);

    assertThatThrownBy(() -> unpack(jar.toString()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use spark.mimicknet.gpu.onnxruntime = %s: it is of version 1.24.0. It names the jar com.microsoft.onnxruntime:onnxruntime_gpu:1.23.2, which is for Linux on x86-64"
                .formatted(jar));
  }

  @Test
  void aJarWithoutCudaAndNoJarAreRefused() throws IOException {
    List<String> without = new ArrayList<>(ENTRIES);
    without.remove(2);
    Path cpu = Jars.of(folder.resolve("cpu.jar"), CudaLibraries.VERSION, without);

    assertThatThrownBy(() -> unpack(cpu.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it does not hold libonnxruntime_providers_cuda.so");
    assertThatThrownBy(() -> unpack(folder.resolve("nowhere.jar").toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no such file");
  }

  private static Path unpack(String jar) {
    return CudaLibraries.unpack(jar, new Configuration(false));
  }
}
