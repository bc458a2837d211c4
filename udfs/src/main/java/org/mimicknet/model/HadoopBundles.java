package org.mimicknet.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
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

  private static byte[] bytes(FileSystem files, Path file) throws IOException {
    long length = files.getFileStatus(file).getLen();
    BundleFiles.checkSize(file.toString(), file.getName(), length);
    byte[] bytes = new byte[Math.toIntExact(length)];
    try (FSDataInputStream in = files.open(file)) {
      in.readFully(0, bytes);
    }
    return bytes;
  }
}
