/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.mimicknet.table.SparkTest;

class MetRowsTest extends SparkTest {
  @Test
  void aRowHasMetNothingOneFileOrSeveral() {
    MetRows one = new MetRows();
    one.add(new MetRows.Meeting(1, "a"));
    one.add(new MetRows.Meeting(1, "a"));
    one.add(new MetRows.Meeting(2, "b"));
    MetRows other = new MetRows();
    other.add(new MetRows.Meeting(2, "c"));
    other.add(new MetRows.Meeting(1, "a"));

    one.merge(other);
    one.merge(other);

    assertThat(one.value()[0]).isZero();
    assertThat(one.value()[1]).isEqualTo("a".hashCode());
    assertThat(one.value()[2]).isEqualTo(MetRows.SEVERAL);
    assertThat(one.copyAndReset().isZero()).isTrue();
  }

  @Test
  void theSumOfTasksIsThatOfOne() {
    MetRows rows = new MetRows();
    spark.sparkContext().register(rows);
    Dataset<Long> some = spark.range(0, 4, 1, 4).as(Encoders.LONG());
    some.foreach(
        (ForeachFunction<Long>)
            i -> rows.add(new MetRows.Meeting(i.intValue() / 2 * 1_000_000, "f" + i)));

    assertThat(rows.value()[0]).isEqualTo(MetRows.SEVERAL);
    assertThat(rows.value()[1_000_000]).isEqualTo(MetRows.SEVERAL);
    assertThat(rows.value()[999_999]).isZero();
  }
}
