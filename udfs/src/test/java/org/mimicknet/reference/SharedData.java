/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mimicknet.image.Image;

/**
 * The real reference data of {@code ../shared}. Its licences keep it out of this tree, so a test
 * that asks for it is skipped, with a message, where the whole of it is absent. Where it is there,
 * a single file that is missing is an error: such a test would otherwise be skipped unseen.
 */
public final class SharedData {
  private static final Path ROOT =
      Path.of(System.getProperty("mimicknet.shared", "../shared")).toAbsolutePath().normalize();

  private SharedData() {}

  /** Whether the reference data is there at all. */
  public static boolean isPresent() {
    return isPresent(ROOT);
  }

  private static boolean isPresent(Path root) {
    return Files.isDirectory(root.resolve("reference"))
        || Files.isDirectory(root.resolve("samples"));
  }

  /** Why a test is skipped. */
  static String absence() {
    return "Skipped: the reference data is not at " + ROOT;
  }

  /** A file or folder below {@code shared/reference}. */
  public static Path reference(String name) {
    return existing(ROOT, "reference", name);
  }

  /** A file or folder below {@code shared/samples}. */
  public static Path sample(String name) {
    return existing(ROOT, "samples", name);
  }

  /** A file or folder below {@code shared/fieldcases}. */
  public static Path fieldCase(String name) {
    return existing(ROOT, "fieldcases", name);
  }

  /** An image of {@code shared/reference/golden}: little-endian float32. */
  public static Image golden(String name, int height, int width) {
    return Image.fromBytes(read(reference("golden").resolve(name)), height, width);
  }

  /** A file of the data at a root. */
  static Path existing(Path root, String folder, String name) {
    assumeTrue(isPresent(root), SharedData::absence);
    Path path = root.resolve(folder).resolve(name);
    if (!Files.exists(path)) {
      throw new AssertionError(
          "Cannot run the test: the reference data is at %s, but %s is missing; restore it"
              .formatted(root, path));
    }
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
