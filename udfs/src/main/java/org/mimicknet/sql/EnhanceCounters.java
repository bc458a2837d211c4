/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What the Spark UI shows of a stage that enhances: made on the driver, added to in tasks. A stage
 * that Spark computes again counts again.
 *
 * @param frames frames that went through the network
 * @param sessionLoads models that were loaded into a JVM
 * @param paddingWaste pixels that padding added to those of the frames
 */
record EnhanceCounters(
    LongAccumulator frames, LongAccumulator sessionLoads, LongAccumulator paddingWaste)
    implements Serializable {
  static EnhanceCounters of(SparkContext spark) {
    return new EnhanceCounters(
        spark.longAccumulator("frames"),
        spark.longAccumulator("session loads"),
        spark.longAccumulator("padding waste [pixels]"));
  }
}
