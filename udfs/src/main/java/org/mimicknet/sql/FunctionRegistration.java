/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.Iterator;
import scala.collection.Seq;
import scala.collection.immutable.List$;

/**
 * How a session gets a {@link FunctionCall} under its name, with what DESCRIBE FUNCTION shows and
 * with arguments that may be left out. Spark's public registration of UDFs has neither, so this
 * class, and no other, uses Spark's own expressions.
 */
final class FunctionRegistration {
  private FunctionRegistration() {}

  /** Gives a function to every session that is made with these extensions. */
  static void inject(SparkSessionExtensions extensions, FunctionCall call) {
    extensions.injectFunction(new Tuple3<>(name(call), info(call), builder(call)));
  }

  /** Gives a function to one session. */
  static void register(SparkSession spark, FunctionCall call) {
    spark
        .sessionState()
        .functionRegistry()
        .registerFunction(qualified(name(call)), info(call), builder(call));
  }

  /**
   * From Spark 4.2 on the registry takes whole names only: this one beside Spark's own functions.
   */
  private static FunctionIdentifier qualified(FunctionIdentifier name) {
    Iterator<FunctionIdentifier> known =
        FunctionRegistry$.MODULE$.builtin().listFunction().iterator();
    while (known.hasNext()) {
      FunctionIdentifier other = known.next();
      if (other.funcName().equals("abs")) {
        return new FunctionIdentifier(name.funcName(), other.database(), other.catalog());
      }
    }
    return name;
  }

  private static FunctionIdentifier name(FunctionCall call) {
    return new FunctionIdentifier(call.name());
  }

  private static ExpressionInfo info(FunctionCall call) {
    return new ExpressionInfo(
        call.function().getClass().getName(),
        null,
        call.name(),
        call.usage(),
        "",
        call.examples(),
        "",
        "misc_funcs",
        "",
        "",
        "java_udf");
  }

  /** For any kind of sequence: Spark passes another one by Scala 2.12 than by 2.13. */
  @SuppressWarnings("unchecked")
  private static <S> Function1<S, Expression> builder(FunctionCall call) {
    return any -> {
      Seq<Expression> arguments = (Seq<Expression>) any;
      return new ScalaUDF(
          call.taking(arguments.size()),
          call.function().type(),
          arguments.toList(),
          List$.MODULE$.empty(),
          Option.empty(),
          Option.empty(),
          true,
          true);
    };
  }
}
