/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The 97.5 % quantiles of Student's t for SQL, for 95 % confidence intervals of means. */
final class StudentT {
  private static final double PROBABILITY = 0.975;
  private static final int LARGEST_TABULATED = 200;

  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  private static final StructType SCHEMA =
      new StructType()
          .add("quantiles", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("z", DataTypes.DoubleType)
          .add("g1", DataTypes.DoubleType)
          .add("g2", DataTypes.DoubleType)
          .add("g3", DataTypes.DoubleType);

  private StudentT() {}

  /**
   * One row: {@code quantiles}, indexed by the degrees of freedom up to 200 (NULL at 0), and the
   * coefficients of the expansion {@code z + g1/df + g2/df^2 + g3/df^3} beyond: Abramowitz and
   * Stegun, Handbook of Mathematical Functions, 26.7.5.
   */
  static Dataset<Row> relation(SparkSession spark) {
    Double[] quantiles = new Double[LARGEST_TABULATED + 1];
    for (int degrees = 1; degrees <= LARGEST_TABULATED; degrees++) {
      quantiles[degrees] =
          new TDistribution(null, degrees).inverseCumulativeProbability(PROBABILITY);
    }
    double g1 = (Math.pow(Z, 3) + Z) / 4;
    double g2 = (5 * Math.pow(Z, 5) + 16 * Math.pow(Z, 3) + 3 * Z) / 96;
    double g3 = (3 * Math.pow(Z, 7) + 19 * Math.pow(Z, 5) + 17 * Math.pow(Z, 3) - 15 * Z) / 384;
    return spark.createDataFrame(List.of(RowFactory.create(quantiles, Z, g1, g2, g3)), SCHEMA);
  }
}
