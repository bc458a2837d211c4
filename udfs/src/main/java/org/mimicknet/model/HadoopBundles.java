/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Bundles in folders of the file systems that Hadoop knows. */
final class HadoopBundles {
  private HadoopBundles() {}

  static ModelBundle read(String location, Configuration hadoop) {
    try {
      Path folder = new Path(location);
      FileSystem files = folder.getFileSystem(hadoop);
      return ModelBundle.checked(
          location,
          bytes(files, new Path(folder, BundleFiles.MANIFEST)),
          bytes(files, new Path(folder, BundleFiles.ONNX)));
    } catch (FileNotFoundException e) {
      throw new ModelException(
          "Cannot read the model %s: it has no files %s and %s; give a folder that import-model or train wrote"
              .formatted(location, BundleFiles.MANIFEST, BundleFiles.ONNX),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelException(
          "Cannot read the model %s: %s; check the address and the credentials"
              .formatted(location, e.getMessage()),
          e);
    }
  }

  static void requirePlace(String location, Configuration hadoop) {
    try {
      Path folder = new Path(location);
      FileSystem files = folder.getFileSystem(hadoop);
      if (files.exists(folder) && !files.getFileStatus(folder).isDirectory()) {
        throw new ModelException(
            "Cannot write a model to %s: it is a file; give a folder".formatted(location));
      }
    } catch (IOException e) {
      throw new ModelException(
          "Cannot write a model to %s: %s; check the address and the credentials"
              .formatted(location, e.getMessage()),
          e);
    }
  }

  static void write(ModelBundle bundle, String location, Configuration hadoop) {
    try {
      Path folder = new Path(location);
      FileSystem files = folder.getFileSystem(hadoop);
      if (files.getUri().getScheme().equals("file")) {
        bundle.write(java.nio.file.Path.of(files.makeQualified(folder).toUri().getPath()));
        return;
      }
      if (files.exists(new Path(folder, BundleFiles.MANIFEST))) {
        ModelBundle present = read(location, hadoop);
        if (!present.sha256().equals(bundle.sha256())) {
          throw new ModelException(
              "Cannot write the model %s to %s: the model %s is there; give a new folder"
                  .formatted(bundle.modelId(), location, present.modelId()));
        }
      }
      write(files, new Path(folder, BundleFiles.ONNX), bundle.onnx());
      write(files, new Path(folder, BundleFiles.MANIFEST), bundle.manifestBytes());
    } catch (IOException e) {
      throw new ModelException(
          "Cannot write the model %s to %s: %s; check the address and the credentials"
              .formatted(bundle.modelId(), location, e.getMessage()),
          e);
    }
  }

  private static void write(FileSystem files, Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(content);
    }
  }

  private static byte[] bytes(FileSystem files, Path file) throws IOException {
    long length = files.getFileStatus(file).getLen();
    if (length < 0) {
      throw new IOException("the storage does not tell the size of " + file.getName());
    }
    BundleFiles.checkSize(file.toString(), file.getName(), length);
    byte[] bytes = new byte[Math.toIntExact(length)];
    try (FSDataInputStream in = files.open(file)) {
      in.readFully(0, bytes);
    }
    return bytes;
  }
}
