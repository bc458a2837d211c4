/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.spark.FoundSpark;
import org.mimicknet.sql.FunctionCall.OnError;

/**
 * The SQL functions, by name. A session with the jar on its class path has them without a call
 * ({@link MimickNetExtensions}); {@link #register} adds them to any other.
 */
public final class MimickNetFunctions {
  private static final List<SqlFunction> ALL =
      List.of(
          new MimickNetFunction(),
          new SsimFunction(),
          new PsnrFunction(),
          new MseFunction(),
          new MaeFunction(),
          new CorrFunction(),
          new EnvelopeFunction(),
          new LogCompressFunction(),
          new NormaliseFunction(),
          new HistogramMatchFunction(),
          new ScanConvertFunction(),
          new PngFunction());

  private MimickNetFunctions() {}

  /**
   * Makes the functions available to the SQL of a session under their names.
   *
   * @throws UserException if this jar was built for another Spark
   */
  public static void register(SparkSession spark) {
    FoundSpark.require();
    calls().forEach(call -> FunctionRegistration.register(spark, call));
  }

  /** Every function and its {@code try_} twin. */
  static Stream<FunctionCall> calls() {
    return ALL.stream()
        .flatMap(
            function ->
                Arrays.stream(OnError.values()).map(mode -> new FunctionCall(function, mode)));
  }
}
