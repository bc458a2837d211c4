/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.HashMap;
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
  private final boolean overUser;

  /** Those that were set, with what stood there before; null for nothing. */
  private final Map<String, String> replaced = new HashMap<>();

  private int users;

  public SessionSettings(SparkSession spark, Map<String, String> settings) {
    this(spark, settings, false);
  }

  private SessionSettings(SparkSession spark, Map<String, String> settings, boolean overUser) {
    this.spark = spark;
    this.settings = settings;
    this.overUser = overUser;
  }

  /** Settings that the work cannot do without: they hold whatever the user has set. */
  static SessionSettings overUser(SparkSession spark, Map<String, String> settings) {
    return new SessionSettings(spark, settings, true);
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
          if (overUser || !(present.contains(key) || present.contains("spark.hadoop." + key))) {
            replaced.put(key, present.contains(key) ? present.apply(key) : null);
            spark.conf().set(key, value);
          }
        });
  }

  private synchronized void leave() {
    users--;
    if (users == 0) {
      replaced.forEach(this::restore);
      replaced.clear();
    }
  }

  /** Not, if the user has set it meanwhile. */
  private void restore(String key, String before) {
    if (!settings.get(key).equals(spark.conf().get(key, null))) {
      return;
    }
    if (before == null) {
      spark.conf().unset(key);
    } else {
      spark.conf().set(key, before);
    }
  }
}
