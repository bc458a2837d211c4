/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.mimicknet.UserException;
import org.mimicknet.sql.FunctionCall.OnError;
import scala.Function1;
import scala.collection.JavaConverters;
import scala.collection.Seq;

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
          new NormalizeFunction(),
          new HistogramMatchFunction(),
          new ScanConvertFunction(),
          new PngFunction());

  private MimickNetFunctions() {}

  /** Makes the functions available to the SQL of a session under their names. */
  public static void register(SparkSession spark) {
    calls()
        .forEach(
            call ->
                spark
                    .sessionState()
                    .functionRegistry()
                    .registerFunction(
                        new FunctionIdentifier(call.name()), info(call), builder(call)));
  }

  /** Every function and its {@code try_} twin. */
  static Stream<FunctionCall> calls() {
    return ALL.stream()
        .flatMap(
            function ->
                Arrays.stream(OnError.values()).map(mode -> new FunctionCall(function, mode)));
  }

  /** What DESCRIBE FUNCTION EXTENDED shows. */
  static ExpressionInfo info(FunctionCall call) {
    SqlFunction function = call.function();
    String twin = call.onError() == OnError.NULL ? " NULL where it fails." : "";
    return new ExpressionInfo(
        function.getClass().getName(),
        null,
        call.name(),
        "_FUNC_(%s) - %s%s".formatted(function.arguments(), function.description(), twin),
        "",
        "\n    Examples:\n      > %s;\n  ".formatted(function.example()),
        "",
        "misc_funcs",
        "",
        "",
        "java_udf");
  }

  static Function1<Seq<Expression>, Expression> builder(FunctionCall call) {
    return arguments -> {
      int given = arguments.size();
      SqlFunction function = call.function();
      if (given < function.required() || given > function.accepted()) {
        throw new UserException(
            "Cannot call %s with %d arguments: it takes (%s)"
                .formatted(call.name(), given, function.arguments()));
      }
      Column[] columns =
          JavaConverters.seqAsJavaList(arguments).stream().map(Column::new).toArray(Column[]::new);
      return call.udf(given).apply(columns).expr();
    };
  }
}
