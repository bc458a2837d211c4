/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.cluster;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.Internal;
import org.mimicknet.config.HadoopSettings;

/**
 * A value that every task reads: sent to each executor once, there under any {@code
 * spark.serializer}, and never part of a plan or an event log.
 */
@Internal
public final class Shared<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<JavaSerialized<T>> broadcast;

  private Shared(Broadcast<JavaSerialized<T>> broadcast) {
    this.broadcast = broadcast;
  }

  /** Shares a serializable value with the tasks of a session. */
  public static <T> Shared<T> of(SparkSession spark, T value) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new Shared<>(context.broadcast(new JavaSerialized<>(value)));
  }

  /** How tasks reach the storage: Hadoop's settings with those of the session. */
  public static Shared<SerializableConfiguration> hadoop(SparkSession spark) {
    return of(spark, new SerializableConfiguration(HadoopSettings.of(spark)));
  }

  /** Frees it everywhere; no task may ask for the value any more. */
  public void destroy() {
    broadcast.destroy();
  }

  /** The value, in a task or on the driver. */
  public T value() {
    return broadcast.value().value();
  }
}
