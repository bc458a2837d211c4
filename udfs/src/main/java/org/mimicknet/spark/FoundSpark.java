/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.spark;

import org.apache.spark.package$;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import scala.util.Properties;

/** The Spark on the class path. Of it, only its version is asked here. */
@Internal
public final class FoundSpark {
  private FoundSpark() {}

  /** Its version: {@code 3.5.5}. */
  public static String version() {
    return package$.MODULE$.SPARK_VERSION();
  }

  /**
   * Refuses a Spark that this jar was not built for, before one of its methods is missing.
   *
   * @throws UserException that names both and the jar to take
   */
  public static void require() {
    String mismatch = SparkBuild.mismatch(version(), Properties.versionNumberString());
    if (mismatch != null) {
      UserException refusal = new UserException(mismatch);
      // Spark throws it in the midst of what makes a session, and PySpark prints every frame: the
      // sentence alone.
      refusal.setStackTrace(new StackTraceElement[0]);
      throw refusal;
    }
  }
}
