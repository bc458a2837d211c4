package org.mimicknet.model;

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
          "Cannot read the model file %s: it has %d bytes, at most %d are expected"
              .formatted(file, bytes, largest));
    }
  }
}
