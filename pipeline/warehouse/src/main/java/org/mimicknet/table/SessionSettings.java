/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.Internal;

/**
 * Settings that hold for a session while a piece of work runs. One that the user has set, as it
 * stands or with the prefix {@code spark.hadoop.}, wins.
 */
@Internal
public final class SessionSettings {
  private final SparkSession spark;
  private final Map<String, String> settings;
  private final List<String> applied = new ArrayList<>();
  private int users;

  public SessionSettings(SparkSession spark, Map<String, String> settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /** Applies the settings while the work runs. Threads that do so at the same time share them. */
  public <T> T applyWhile(Supplier<T> work) {
    enter();
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    users++;
    if (users > 1) {
      return;
    }
    scala.collection.immutable.Map<String, String> present = spark.conf().getAll();
    settings.forEach(
        (key, value) -> {
          if (!present.contains(key) && !present.contains("spark.hadoop." + key)) {
            spark.conf().set(key, value);
            applied.add(key);
          }
        });
  }

  private synchronized void leave() {
    users--;
    if (users == 0) {
      applied.stream().filter(this::isOurs).forEach(spark.conf()::unset);
      applied.clear();
    }
  }

  /** Not, if the user has set it meanwhile. */
  private boolean isOurs(String key) {
    return settings.get(key).equals(spark.conf().get(key, null));
  }
}
