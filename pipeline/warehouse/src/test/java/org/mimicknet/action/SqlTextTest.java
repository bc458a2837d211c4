/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.mimicknet.table.SparkTest;

class SqlTextTest extends SparkTest {
  private static final String AWKWARD = "o'hara \\ \"x\" \\' ${y} `z` -- ;\n%";

  @Test
  void aLiteralIsTheTextWhateverItHolds() {
    Row row = spark.range(1).selectExpr(SqlText.quoted(AWKWARD)).first();

    assertThat(row.getString(0)).isEqualTo(AWKWARD);
  }

  @Test
  void aColumnHoldsOneOfTheTexts() {
    assertThat(spark.range(5).where(SqlText.in("CAST(id AS STRING)", List.of("1", "3"))).count())
        .isEqualTo(2);
    assertThat(SqlText.in("site", List.of("a", "b'c"))).isEqualTo("site IN ('a', 'b\\'c')");
  }
}
