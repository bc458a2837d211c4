/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.apache.spark.package$;
import picocli.CommandLine.IVersionProvider;

/** The versions that a report of a problem should name. */
final class Versions implements IVersionProvider {
  /** The program's own version; {@code development} outside a packaged jar. */
  static String program() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "mimicknet " + program(),
      "Spark " + package$.MODULE$.SPARK_VERSION(),
      "Java " + Runtime.version()
    };
  }
}
