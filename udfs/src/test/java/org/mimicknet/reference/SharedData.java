/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mimicknet.image.Image;

/**
 * The real reference data of {@code ../shared}. A test that asks for it is skipped, with a message,
 * where it is absent: in a stranger's checkout.
 */
public final class SharedData {
  private static final Path ROOT =
      Path.of(System.getProperty("mimicknet.shared", "../shared")).toAbsolutePath().normalize();

  private SharedData() {}

  /** A file or folder below {@code shared/reference}. */
  public static Path reference(String name) {
    return existing("reference", name);
  }

  /** A file or folder below {@code shared/samples}. */
  public static Path sample(String name) {
    return existing("samples", name);
  }

  /** An image of {@code shared/reference/golden}: little-endian float32. */
  public static Image golden(String name, int height, int width) {
    return Image.fromBytes(read(reference("golden").resolve(name)), height, width);
  }

  /** Little-endian float64 values of {@code shared/reference/golden}. */
  public static double[] goldenDoubles(String name) {
    byte[] bytes = read(reference("golden").resolve(name));
    double[] values = new double[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  private static Path existing(String folder, String name) {
    Path path = ROOT.resolve(folder).resolve(name);
    assumeTrue(Files.exists(path), () -> "Skipped: the reference data is not at " + path);
    return path;
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
