/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class DeltaSessionTest {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

  @Test
  void aBareSessionGetsTheExtensionAndTheCatalogOfDelta() {
    SparkConf conf = DeltaSession.configured(new SparkConf(false));

    assertThat(conf.get(EXTENSIONS)).isEqualTo(DELTA);
    assertThat(conf.get(CATALOG)).isEqualTo("org.apache.spark.sql.delta.catalog.DeltaCatalog");
  }

  @Test
  void otherExtensionsStayAndDeltaIsThereOnce() {
    SparkConf conf = new SparkConf(false).set(EXTENSIONS, "com.example.Other," + DELTA);

    assertThat(DeltaSession.configured(conf).get(EXTENSIONS))
        .isEqualTo("com.example.Other," + DELTA);
  }

  @Test
  void aCatalogOfTheUserStays() {
    SparkConf conf = new SparkConf(false).set(CATALOG, "com.example.Catalog");

    assertThat(DeltaSession.configured(conf).get(CATALOG)).isEqualTo("com.example.Catalog");
  }
}
