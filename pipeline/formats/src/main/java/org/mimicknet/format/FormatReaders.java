/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.List;
import java.util.ServiceLoader;

/** The readers on the class path, looked up once per JVM. */
final class FormatReaders {
  static final List<FormatReader> ALL =
      ServiceLoader.load(FormatReader.class, FormatReader.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private FormatReaders() {}
}
