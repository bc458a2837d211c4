/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.mimicknet.spark.FoundSpark;
import scala.runtime.BoxedUnit;

/** Gives the SQL functions to every session with the jar: Spark finds it by the ServiceLoader. */
public final class MimickNetExtensions implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    // Spark ends a session that names this class with what is thrown, and else logs it as a
    // warning.
    FoundSpark.require();
    MimickNetFunctions.calls().forEach(call -> FunctionRegistration.inject(extensions, call));
    return BoxedUnit.UNIT;
  }
}
