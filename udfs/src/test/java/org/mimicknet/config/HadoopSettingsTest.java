/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.mimicknet.sql.LocalSpark;

class HadoopSettingsTest {
  @Test
  void whatASessionSetsIsInItsHadoopSettingsAndInNoOthers() {
    SparkSession session = LocalSpark.SESSION.newSession();
    session.conf().set("fs.test.endpoint", "here");

    Configuration settings = HadoopSettings.of(session);

    assertThat(settings.get("fs.test.endpoint")).isEqualTo("here");
    assertThat(HadoopSettings.of(LocalSpark.SESSION).get("fs.test.endpoint")).isNull();
    assertThat(session.sparkContext().hadoopConfiguration().get("fs.test.endpoint")).isNull();
  }

  @Test
  void theyAreTheSettingsThatSparkItselfUsesForASession() {
    SparkSession session = LocalSpark.SESSION.newSession();
    session.sparkContext().hadoopConfiguration().set("fs.test.of.context", "there");
    session.conf().set("spark.sql.shuffle.partitions", "3");

    assertThat(HadoopSettings.of(session))
        .containsExactlyInAnyOrderElementsOf(session.sessionState().newHadoopConf());
  }
}
