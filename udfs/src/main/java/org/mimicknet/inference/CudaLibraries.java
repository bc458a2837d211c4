/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.mimicknet.UserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libraries of ONNX Runtime with CUDA. Its jar differs from that for CPUs in them alone, so
 * they are unpacked from it into a folder that the runtime is told of before it starts, and the jar
 * itself is on no class path.
 */
final class CudaLibraries {
  /** Tells the runtime where its libraries are. */
  static final String FOLDER_PROPERTY = "onnxruntime.native.path";

  /** The version whose classes are in the job jar. */
  static final String VERSION = "1.23.2";

  private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String FOLDER = "ai/onnxruntime/native/linux-x64/";
  private static final Set<String> NEEDED =
      Set.of(
          "libonnxruntime.so",
          "libonnxruntime4j_jni.so",
          "libonnxruntime_providers_cuda.so",
          "libonnxruntime_providers_shared.so");

  private CudaLibraries() {}

  /**
   * Unpacks the libraries for the life of this JVM.
   *
   * @param jar {@code onnxruntime_gpu}, local or on any file system of Hadoop
   * @return the folder
   * @throws UserException if it is not there, or another jar
   * @throws UncheckedIOException if the storage fails
   */
  static Path unpack(String jar, Configuration hadoop) {
    LOG.info("Unpacking the libraries of ONNX Runtime with CUDA from {}", jar);
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(jar);
      FileSystem files = path.getFileSystem(hadoop);
      Path folder = Files.createTempDirectory("mimicknet-onnxruntime-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      try (ZipInputStream entries = new ZipInputStream(files.open(path))) {
        unpack(jar, entries, folder);
      }
      return folder;
    } catch (FileNotFoundException e) {
      throw refusal(jar, "there is no such file", e);
    } catch (IllegalArgumentException e) {
      throw e instanceof UserException known ? known : refusal(jar, e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read spark.mimicknet.gpu.onnxruntime = " + jar + ": " + e.getMessage(), e);
    }
  }

  private static void unpack(String jar, ZipInputStream entries, Path folder) throws IOException {
    Set<String> missing = new HashSet<>(NEEDED);
    String version = null;
    ZipEntry entry;
    while ((entry = entries.getNextEntry()) != null && !(missing.isEmpty() && version != null)) {
      String name = entry.getName();
      if (name.equals(MANIFEST)) {
        version = version(entries);
      } else if (name.startsWith(FOLDER) && missing.remove(name.substring(FOLDER.length()))) {
        Files.copy(entries, folder.resolve(name.substring(FOLDER.length())));
      }
    }
    if (!missing.isEmpty()) {
      throw refusal(jar, "it does not hold " + String.join(", ", new TreeSet<>(missing)), null);
    }
    if (!VERSION.equals(version)) {
      throw refusal(jar, "it is of version %s".formatted(version), null);
    }
  }

  private static String version(InputStream manifest) throws IOException {
    return new Manifest(manifest)
        .getMainAttributes()
        .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  private static UserException refusal(String jar, String why, Exception cause) {
    return new UserException(
        ("Cannot use spark.mimicknet.gpu.onnxruntime = %s: %s. It names the jar"
                + " com.microsoft.onnxruntime:onnxruntime_gpu:%s, which is for Linux on x86-64")
            .formatted(jar, why, VERSION),
        cause);
  }

  private static void delete(Path folder) {
    try {
      for (String library : NEEDED) {
        Files.deleteIfExists(folder.resolve(library));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}", folder, e);
    }
  }
}
