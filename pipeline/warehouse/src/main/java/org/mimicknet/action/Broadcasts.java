/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.config.HadoopSettings;
import scala.reflect.ClassTag$;

/** Values that every task reads. */
final class Broadcasts {
  private Broadcasts() {}

  static <T> Broadcast<T> of(SparkSession spark, T value) {
    return spark.sparkContext().broadcast(value, ClassTag$.MODULE$.apply(value.getClass()));
  }

  /** How tasks reach the storage: Hadoop's settings with those of the session. */
  static Broadcast<SerializableConfiguration> hadoop(SparkSession spark) {
    return of(spark, new SerializableConfiguration(HadoopSettings.of(spark)));
  }
}
