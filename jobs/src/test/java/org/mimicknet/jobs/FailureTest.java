/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.UserException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;

/** Exit codes for a scheduler: 1 is wrong usage only, 2 the user can mend, the rest is 4. */
class FailureTest {
  @Command(name = "fails")
  private static final class Fails implements Runnable, Verbose {
    private final Error error;

    @Mixin private CommonOptions common;

    Fails(Error error) {
      this.error = error;
    }

    @Override
    public void run() {
      throw error;
    }

    @Override
    public boolean verbose() {
      return common.verbose();
    }
  }

  static Stream<Error> errors() {
    return Stream.of(
        new NoSuchMethodError("'void org.apache.spark.sql.delta.DeltaLog.gone()'"),
        new NoClassDefFoundError("org/apache/spark/sql/delta/Gone"),
        new ExceptionInInitializerError("at the start"),
        new StackOverflowError(),
        new OutOfMemoryError("Java heap space"),
        new AssertionError("never"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorThatNobodyCaughtEndsWith4AndSaysWhat(Error error) {
    StringWriter err = new StringWriter();

    int code =
        Main.run(
            () -> Main.commands().addSubcommand(new Fails(error)),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "fails");

    assertThat(code).isEqualTo(4);
    assertThat(err.toString())
        .contains(error instanceof OutOfMemoryError ? "Memory ran out" : error.toString())
        .contains("--verbose")
        .doesNotContain("\tat ");
  }

  @Test
  void verboseShowsWhereAnErrorWasThrown() {
    StringWriter err = new StringWriter();

    Main.run(
        () -> Main.commands().addSubcommand(new Fails(new StackOverflowError())),
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        "fails",
        "--verbose");

    assertThat(err.toString()).contains("\tat org.mimicknet.jobs.FailureTest");
  }

  @Test
  void aLibraryOfAnotherVersionIsNamedAsTheCause() {
    assertThat(told(new NoSuchMethodError("'void a.B.c()'")))
        .startsWith(
            "Internal: java.lang.NoSuchMethodError: 'void a.B.c()': the class path of Spark");
  }

  @Test
  void whatTheUserCanMendIsFoundBelowWhatSparkMadeOfIt() {
    SparkException spark =
        new SparkException(
            "Job aborted due to stage failure",
            new RuntimeException(new UserException("Cannot read a.csv: it has no column")));

    assertThat(code(spark)).isEqualTo(2);
    assertThat(told(spark)).startsWith("Cannot read a.csv: it has no column");
  }

  private static int code(Throwable failure) {
    return Failure.explain(
        failure,
        false,
        new PrintWriter(new StringWriter()),
        Help.defaultColorScheme(Help.Ansi.OFF));
  }

  private static String told(Throwable failure) {
    StringWriter err = new StringWriter();
    Failure.explain(failure, false, new PrintWriter(err), Help.defaultColorScheme(Help.Ansi.OFF));
    return err.toString();
  }
}
