/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.function.UnaryOperator;
import org.apache.spark.SparkUserAppException;

/** How the process tells its exit code to whoever started it. */
final class ProcessEnd {
  private ProcessEnd() {}

  /** Ends the process; after success it returns, for YARN takes {@code exit(0)} for a failure. */
  static void with(int code) throws SparkUserAppException {
    if (code == ExitCode.DONE.code()) {
      return;
    }
    if (isInApplicationMaster(System::getProperty)) {
      // By exit() its last words would be "Shutdown hook called before final status was reported".
      throw new SparkUserAppException(code);
    }
    System.exit(code);
  }

  /** Whether the driver runs in the application master of YARN, which sets these properties. */
  static boolean isInApplicationMaster(UnaryOperator<String> property) {
    return "yarn".equals(property.apply("spark.master"))
        && "cluster".equals(property.apply("spark.submit.deployMode"));
  }
}
