/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.spark.ScalaCollections;
import org.mimicknet.sql.MimickNetFunctions;
import scala.Option;

/**
 * The session that a warehouse works in: its views and settings are no one else's. The context, the
 * cache and the catalog are those of the session that it was given, and so are the settings, as
 * they are at each use.
 */
final class OwnSession {
  /** Rows that come in place of others need not fulfil the condition of those. */
  private static final String CONSTRAINT_CHECK =
      "spark.databricks.delta.replaceWhere.constraintCheck.enabled";

  /** Sessions with the extensions of this program have its functions without being told. */
  private static final String ONE_OF_OURS = "mimicknet";

  private final SparkSession given;
  private final SparkSession own;
  private Map<String, String> followed;

  OwnSession(SparkSession given) {
    this.given = given;
    this.own = given.newSession();
    this.followed = settings(own);
    own.conf().set(CONSTRAINT_CHECK, "false");
    if (!own.catalog().functionExists(ONE_OF_OURS)) {
      MimickNetFunctions.register(own);
    }
  }

  /** The session that the warehouse was given. */
  SparkSession given() {
    return given;
  }

  /** The session to work in, with what has changed meanwhile in the settings of the given one. */
  synchronized SparkSession get() {
    Map<String, String> now = settings(given);
    if (!now.equals(followed)) {
      RuntimeConfig settings = own.conf();
      followed.keySet().stream().filter(key -> !now.containsKey(key)).forEach(settings::unset);
      now.forEach(
          (key, value) -> {
            if (!value.equals(followed.get(key))) {
              set(settings, key, value);
            }
          });
      settings.set(CONSTRAINT_CHECK, "false");
      followed = now;
    }
    return own;
  }

  /** Does something in it. Delta takes the settings of the active session of the thread. */
  <T> T run(Function<SparkSession, T> work) {
    SparkSession session = get();
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.setActiveSession(session);
    try {
      return work.apply(session);
    } finally {
      if (before.isDefined()) {
        SparkSession.setActiveSession(before.get());
      } else {
        SparkSession.clearActiveSession();
      }
    }
  }

  private static Map<String, String> settings(SparkSession session) {
    return ScalaCollections.asJava(session.conf().getAll());
  }

  /** Sets what a session can set; the rest is of the context, which both have in common. */
  private static void set(RuntimeConfig settings, String key, String value) {
    try {
      settings.set(key, value);
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
    }
  }
}
