/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;
import org.mimicknet.sql.LocalSpark;

class TunablesTest {
  private static final Tunable<Integer> TASKS = Tunable.count("test.tasks", 4, "Tasks of a test");
  private static final Tunable<Long> SIZE = Tunable.bytes("test.size", "8g", "Bytes of a test");
  private static final Tunable<Duration> TIME = Tunable.time("test.time", "2min", "Time of a test");

  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = LocalSpark.SESSION.newSession();
  }

  @Test
  void aSettingCountsMoreThanTheDefault() {
    Tunables tunables = Tunables.of(session);
    assertThat(tunables.get(TASKS)).isEqualTo(4);

    session.conf().set("spark.mimicknet.test.tasks", "6");
    assertThat(tunables.get(TASKS)).isEqualTo(6);
  }

  @Test
  void bytesAndTimesAreWrittenAsInSpark() {
    Tunables tunables = Tunables.of(session);
    assertThat(tunables.get(SIZE)).isEqualTo(8L << 30);
    assertThat(tunables.get(TIME)).isEqualTo(Duration.ofMinutes(2));

    session.conf().set("spark.mimicknet.test.size", "128m");
    session.conf().set("spark.mimicknet.test.time", "500ms");
    assertThat(tunables.get(SIZE)).isEqualTo(128L << 20);
    assertThat(tunables.get(TIME)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aValueThatIsNoneIsAnErrorThatNamesItsKey() {
    SparkSession wrong = session.newSession();
    wrong.conf().set("spark.mimicknet.test.tasks", "0");
    assertThatThrownBy(() -> Tunables.of(wrong).get(TASKS))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use spark.mimicknet.test.tasks = 0: it must be at least 1. The default is 4");

    wrong.conf().set("spark.mimicknet.test.size", "many");
    assertThatThrownBy(() -> Tunables.of(wrong).get(SIZE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("spark.mimicknet.test.size = many");
  }
}
