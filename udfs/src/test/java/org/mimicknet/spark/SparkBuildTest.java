/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkBuildTest {
  /** The versions that fit each build. */
  private static final Map<String, String[]> OWN =
      Map.of(
          "spark3_2.12", new String[] {"3.5", "2.12"},
          "spark3_2.13", new String[] {"3.5", "2.13"},
          "spark4_2.13", new String[] {"4", "2.13"});

  @Test
  void theSparkThatTheTestsRunOnFits() {
    assertThatCode(FoundSpark::require).doesNotThrowAnyException();
    assertThat(SparkBuild.mismatch(FoundSpark.version(), SparkBuild.scala() + ".99")).isNull();
  }

  @Test
  void aBuildKnowsWhatItIsFor() {
    assertThat(OWN).containsKey(SparkBuild.name());
    assertThat(new String[] {SparkBuild.spark(), SparkBuild.scala()})
        .isEqualTo(OWN.get(SparkBuild.name()));
    assertThat(FoundSpark.version()).startsWith(SparkBuild.spark() + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.0, 2.12.18, spark3_2.12",
    "3.5.3-dataproc, 2.12.18, spark3_2.12",
    "3.5.6, 2.13.8, spark3_2.13",
    "4.0.0, 2.13.16, spark4_2.13",
    "4.2.0, 2.13.18, spark4_2.13",
    "4.0.0-preview2, version 2.13.14, spark4_2.13",
    "3.4.4, 2.12.17, ",
    "5.0.0, 2.13.18, ",
    "5.0.0, 3.3.1, ",
    "4.3.0, 3.3.1, ",
    "40.1.0, 2.13.1, ",
    "unknown, unknown, "
  })
  void theSentenceNamesBothVersionsAndTheJarToTake(String spark, String scala, String build) {
    String mismatch = SparkBuild.mismatch(spark, scala);

    if (SparkBuild.name().equals(build)) {
      assertThat(mismatch).isNull();
    } else {
      assertThat(mismatch)
          .startsWith(
              "mimicknet-jobs-%s.jar is for Spark %s on Scala %s, and this is Spark %s on Scala %s"
                  .formatted(
                      SparkBuild.name(), SparkBuild.spark(), SparkBuild.scala(), spark, scala))
          .endsWith(
              build == null
                  ? ", which no jar of MimickNet is for: take Spark 3.5 (on Scala 2.12 or 2.13) or"
                      + " Spark 4 (on Scala 2.13)"
                  : ": take mimicknet-jobs-" + build + ".jar");
    }
  }
}
