/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;

/** Bundles in local folders. */
final class LocalBundles {
  private LocalBundles() {}

  static ModelBundle read(Path folder) {
    return ModelBundle.checked(
        folder.toString(), bytes(folder, BundleFiles.MANIFEST), bytes(folder, BundleFiles.ONNX));
  }

  static void write(ModelBundle bundle, Path folder) {
    if (!isFree(bundle, folder)) {
      return;
    }
    Path target = folder.toAbsolutePath();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(temporary);
      try {
        Files.write(temporary.resolve(BundleFiles.ONNX), bundle.onnx());
        Files.write(temporary.resolve(BundleFiles.MANIFEST), bundle.manifestBytes());
        move(bundle, temporary, target);
      } finally {
        Files.deleteIfExists(temporary.resolve(BundleFiles.ONNX));
        Files.deleteIfExists(temporary.resolve(BundleFiles.MANIFEST));
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new ModelException(
          "Cannot write the model %s: %s; check the disk and the permissions".formatted(folder, e),
          e);
    }
  }

  /** Another process may have written the same model since: then that one stays. */
  private static void move(ModelBundle bundle, Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (isFree(bundle, target)) {
        throw e;
      }
    }
  }

  /** False if the folder holds this very bundle already. */
  private static boolean isFree(ModelBundle bundle, Path folder) {
    if (isEmpty(folder)) {
      return true;
    }
    if (!Files.exists(folder.resolve(BundleFiles.MANIFEST))) {
      throw new ModelException(
          "Cannot write the model %s to %s: something else is there; give a new folder"
              .formatted(bundle.modelId(), folder));
    }
    ModelBundle present = read(folder);
    if (!present.sha256().equals(bundle.sha256())
        || !Arrays.equals(present.manifestBytes(), bundle.manifestBytes())) {
      throw new ModelException(
          "Cannot write the model %s (%s) to %s: the model %s (%s) is there, with another network or another model.json; give a new folder"
              .formatted(
                  bundle.modelId(),
                  bundle.preprocessingId(),
                  folder,
                  present.modelId(),
                  present.preprocessingId()));
    }
    return false;
  }

  private static boolean isEmpty(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    String[] names = folder.toFile().list();
    return names != null && names.length == 0;
  }

  private static byte[] bytes(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "Cannot read the model %s: it has no file %s; give a folder that import-model or train wrote"
              .formatted(folder, name));
    }
    try {
      BundleFiles.checkSize(file.toString(), name, Files.size(file));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException("Cannot read the model file %s: %s".formatted(file, e), e);
    }
  }
}
