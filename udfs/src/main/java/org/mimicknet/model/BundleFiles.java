/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.io.IOException;
import java.io.InputStream;

/** The files of a bundle and how large they may be. */
final class BundleFiles {
  static final String ONNX = "model.onnx";
  static final String MANIFEST = "model.json";
  private static final long LARGEST_ONNX = 256L << 20;
  private static final long LARGEST_MANIFEST = 1L << 20;

  private BundleFiles() {}

  /**
   * @throws ModelException if a file is larger than any that this program writes
   */
  static void checkSize(String file, String name, long bytes) {
    long largest = name.equals(ONNX) ? LARGEST_ONNX : LARGEST_MANIFEST;
    if (bytes > largest) {
      throw new ModelException(
          "Cannot read the model file %s: it has %s bytes, at most %s are expected"
              .formatted(file, bytes, largest));
    }
  }

  /** A file of the bundle that comes with the program. */
  static byte[] shipped(String name) {
    try (InputStream in = BundleFiles.class.getResourceAsStream("shipped/" + name)) {
      if (in == null) {
        throw new ModelException(
            "Cannot read the model that comes with the program: this jar lacks its file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelException("Cannot read the model that comes with the program: " + e, e);
    }
  }
}
