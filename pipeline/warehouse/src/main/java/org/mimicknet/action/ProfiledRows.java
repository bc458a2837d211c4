/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows whose stage asks for resources of its own. A Dataset has no method for it, so they pass
 * through an RDD: each is taken out of Spark's binary form and put back, which copies what it holds
 * twice (docs/GPU.md has what that costs).
 */
final class ProfiledRows {
  private ProfiledRows() {}

  static Dataset<Row> of(Dataset<Row> rows, ResourceProfile profile) {
    return rows.sparkSession()
        .createDataFrame(rows.javaRDD().withResources(profile), rows.schema());
  }
}
