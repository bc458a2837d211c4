/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.junit.jupiter.api.Test;
import scala.Tuple3;

class MimickNetExtensionsTest {
  /**
   * Spark does so where the setting {@code spark.sql.extensions} names it beside the ServiceLoader.
   */
  @Test
  void appliedTwiceTheyGiveEachFunctionOnce() {
    Counted counted = new Counted();
    new MimickNetExtensions().apply(counted);
    new MimickNetExtensions().apply(counted);
    Counted other = new Counted();
    new MimickNetExtensions().apply(other);

    assertThat(counted.names).contains("mn_ssim", "mimicknet").doesNotHaveDuplicates();
    assertThat(other.names).isEqualTo(counted.names);
  }

  private static final class Counted extends SparkSessionExtensions {
    private final List<String> names = new ArrayList<>();

    /** Raw, for the sequences of Scala 2.12 and 2.13 differ in its type. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void injectFunction(Tuple3 function) {
      names.add(((FunctionIdentifier) function._1()).funcName());
    }
  }
}
