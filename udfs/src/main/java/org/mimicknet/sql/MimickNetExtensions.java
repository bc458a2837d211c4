/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.mimicknet.spark.FoundSpark;
import scala.runtime.BoxedUnit;

/** Gives the SQL functions to every session with the jar: Spark finds it by the ServiceLoader. */
public final class MimickNetExtensions implements SparkSessionExtensionsProvider {
  /**
   * Extensions that have the functions: where {@code spark.sql.extensions} names this class, too,
   * Spark applies it twice, and would warn of every function.
   */
  private static final Set<SparkSessionExtensions> DONE =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    // Spark ends a session that names this class with what is thrown, and else logs it as a
    // warning.
    FoundSpark.require();
    if (DONE.add(extensions)) {
      MimickNetFunctions.calls().forEach(call -> FunctionRegistration.inject(extensions, call));
    }
    return BoxedUnit.UNIT;
  }
}
