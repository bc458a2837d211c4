/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mimicknet.DataException;
import org.mimicknet.UserException;
import org.mimicknet.sql.FunctionCall.OnError;

/** What this project needs of the Spark that it runs on. */
class FunctionRegistrationTest {
  private static final int A_BUG = 4711;

  private static SparkSession session;

  /** Adds three or four numbers; a negative first one does not fit. */
  private static final class Total implements SqlFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "test_total";
    }

    @Override
    public String arguments() {
      return "a, b, c[, d]";
    }

    @Override
    public int required() {
      return 3;
    }

    @Override
    public int accepted() {
      return 4;
    }

    @Override
    public String description() {
      return "The total.";
    }

    @Override
    public String example() {
      return "SELECT _FUNC_(1, 2, 3)";
    }

    @Override
    public DataType type() {
      return DataTypes.DoubleType;
    }

    @Override
    public Object call(Arguments arguments) {
      if (arguments.integer(0) < 0) {
        throw new DataException("Cannot add " + arguments.integer(0));
      }
      if (arguments.integer(0) == A_BUG) {
        throw new IllegalArgumentException("a mistake of the program");
      }
      double total = 0;
      for (int i = 0; i < arguments.count(); i++) {
        total += arguments.number(i);
      }
      return total;
    }
  }

  @BeforeAll
  static void registerInOneSession() {
    session = LocalSpark.SESSION.newSession();
    for (OnError mode : OnError.values()) {
      FunctionRegistration.register(session, new FunctionCall(new Total(), mode));
    }
  }

  @Test
  void theLastArgumentMayBeLeftOut() {
    Row row = first("SELECT test_total(1, 2, 3.5D), test_total(1, 2, 3, 4)");

    assertThat(row.getDouble(0)).isEqualTo(6.5);
    assertThat(row.getDouble(1)).isEqualTo(10);
  }

  @Test
  void itRunsInTasksToo() {
    Row row = first("SELECT sum(test_total(id, 1, 1)) FROM range(0, 10, 1, 2)");

    assertThat(row.getDouble(0)).isEqualTo(45 + 2 * 10);
  }

  @Test
  void nullInGivesNullOut() {
    assertThat(first("SELECT test_total(1, NULL, 3)").isNullAt(0)).isTrue();
  }

  @Test
  void aFailureEndsTheQueryAndTheTwinGivesNull() {
    assertThatThrownBy(() -> first("SELECT test_total(-1, 2, 3)"))
        .rootCause()
        .hasMessage("Cannot add -1");
    assertThat(first("SELECT try_test_total(-1, 2, 3)").isNullAt(0)).isTrue();
  }

  @Test
  void aMistakeOfTheProgramEndsTheQueryOfTheTwinToo() {
    assertThatThrownBy(() -> first("SELECT try_test_total(%s, 2, 3)".formatted(A_BUG)))
        .rootCause()
        .hasMessage("a mistake of the program");
  }

  @Test
  void aWrongNumberOfArgumentsIsToldAsItIs() {
    assertThatThrownBy(() -> first("SELECT test_total(1)"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot call test_total with 1 arguments: it takes (a, b, c[, d])");
  }

  @Test
  void describeShowsAllOfIt() {
    assertThat(
            session.sql("DESCRIBE FUNCTION EXTENDED try_test_total").collectAsList().stream()
                .map(row -> row.getString(0)))
        .contains(
            "Function: try_test_total",
            "Class: " + Total.class.getName(),
            "Usage: try_test_total(a, b, c[, d]) - The total. NULL where the data do not fit: a wrong size, a constant image, NaN.")
        .anyMatch(text -> text.contains("> SELECT try_test_total(1, 2, 3);"));
  }

  private static Row first(String query) {
    return session.sql(query).first();
  }
}
