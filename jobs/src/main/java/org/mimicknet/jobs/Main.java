/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.SparkUserAppException;
import org.mimicknet.UserException;
import org.mimicknet.spark.FoundSpark;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;

/**
 * The program: {@code ./mimicknet COMMAND} on one machine, or {@code spark-submit --class
 * org.mimicknet.jobs.Main mimicknet-jobs-BUILD.jar COMMAND} anywhere.
 *
 * <p>Success returns from {@code main}: YARN takes {@code System.exit(0)} for a failure.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws SparkUserAppException {
    // Delta writes numbers into the names of its files with the digits of the default locale.
    Locale.setDefault(Locale.US);
    Charset charset = Charset.defaultCharset();
    ProcessEnd.with(
        run(
            new PrintWriter(System.out, true, charset),
            new PrintWriter(System.err, true, charset),
            args));
  }

  /** Runs one command line and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(Main::commands, out, err, args);
  }

  /** The same with other commands. */
  static int run(Supplier<CommandLine> commands, PrintWriter out, PrintWriter err, String... args) {
    try {
      ConfigDefaults defaults = new ConfigDefaults(args);
      CommandLine program = commands.get().setOut(out).setErr(err);
      setUp(program, defaults);
      defaults.requireKnownKeys(program);
      return program.execute(args);
    } catch (Throwable failure) {
      // Also errors, which picocli lets pass: the JVM would end with 1, which means wrong usage.
      return Failure.explain(
          failure,
          List.of(args).contains("--verbose"),
          err,
          Help.defaultColorScheme(Help.Ansi.AUTO));
    }
  }

  /** All commands with their options. */
  static CommandLine commands() {
    return new CommandLine(new MimickNetCommand());
  }

  /** Help needs no Spark; a command needs the one that this jar was built for. */
  private static int start(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    try {
      FoundSpark.require();
    } catch (UserException e) {
      // Of anything else that is thrown here, picocli prints the stack.
      List<CommandLine> commands = parsed.asCommandLineList();
      throw new ExecutionException(commands.get(commands.size() - 1), e.getMessage(), e);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void setUp(CommandLine program, ConfigDefaults defaults) {
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setDefaultValueProvider(defaults);
    program.registerConverter(String.class, new NonBlank());
    program.registerConverter(Path.class, new LocalPath());
    program.registerConverter(File.class, path -> new LocalPath().convert(path).toFile());
    program.setExecutionStrategy(Main::start);
    program.setExecutionExceptionHandler(
        (failure, command, parsed) ->
            Failure.explain(
                failure,
                command.getCommand() instanceof Verbose options && options.verbose(),
                command.getErr(),
                command.getColorScheme()));
    program.setParameterExceptionHandler(
        new WrongValue(defaults, program.getParameterExceptionHandler()));
    program.setUsageHelpAutoWidth(true);
    for (CommandLine command : program.getSubcommands().values()) {
      command.setUsageHelpAutoWidth(true);
      // A quote is a letter of a path like others.
      command.getCommandSpec().parser().splitQuotedStrings(true);
      command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.code());
    }
  }
}
