/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.Internal;
import scala.Option;

/**
 * The values of a session's {@link Tunable}s. Of several places the first counts:
 *
 * <ol>
 *   <li>an option of the command line,
 *   <li>the same option in the file of {@code --config},
 *   <li>the session's setting {@code spark.mimicknet.NAME},
 *   <li>the default.
 * </ol>
 *
 * <p>Read on the driver; what a task needs travels with it.
 */
@Internal
public final class Tunables {
  private final Function<String, Optional<String>> settings;

  private Tunables(Function<String, Optional<String>> settings) {
    this.settings = settings;
  }

  /** Those of a session, as they are at each look. */
  public static Tunables of(SparkSession spark) {
    return new Tunables(
        key -> {
          Option<String> value = spark.conf().getOption(key);
          return value.isDefined() ? Optional.of(value.get()) : Optional.empty();
        });
  }

  /**
   * Those of the query that this thread works for: in a task those that Spark sent with it, on the
   * driver those of the active session.
   */
  public static Tunables ofQuery() {
    TaskContext task = TaskContext.get();
    return task == null
        ? of(SparkSession.active())
        : new Tunables(key -> Optional.ofNullable(task.getLocalProperty(key)));
  }

  /**
   * The setting, or the default.
   *
   * @throws org.mimicknet.UserException if the setting is no such value
   */
  public <T> T get(Tunable<T> tunable) {
    return settings.apply(tunable.key()).map(tunable::parse).orElseGet(tunable::defaultValue);
  }
}
