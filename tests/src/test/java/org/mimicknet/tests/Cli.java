package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program in a process of its own, started by the launcher as a user starts it. */
final class Cli {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final long LIMIT_MINUTES = 10;

  private Cli() {}

  /**
   * What a run printed and how it ended.
   *
   * @param out standard output
   * @param err standard error
   */
  record Run(int exitCode, String out, String err) {
    Run succeeded() {
      return endedWith(0);
    }

    Run endedWith(int code) {
      assertThat(exitCode).as("exit code; it printed%n%s%n%s", out, err).isEqualTo(code);
      return this;
    }
  }

  /** Runs a command to its end, in {@code folder}. */
  static Run run(Path folder, String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    Process process = start(folder, out, err, command);
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("No end after %d minutes: %s".formatted(LIMIT_MINUTES, command[0]));
    }
    Run run = new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return run;
  }

  /** Starts a command and returns at once; its process is the driver itself. */
  static Process start(Path folder, Path out, Path err, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(ROOT.resolve("mimicknet").toString()));
    line.addAll(Arrays.asList(command));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    // Seconds of a short run go into the optimising compiler otherwise.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return builder.start();
  }

  /** The cells of the only row that a query gives, as {@code sql} prints them. */
  static List<String> row(Path folder, String warehouse, String query)
      throws IOException, InterruptedException {
    List<List<String>> rows = rows(folder, warehouse, query);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** The cells of the rows that a query gives, as {@code sql} prints them. */
  static List<List<String>> rows(Path folder, String warehouse, String query)
      throws IOException, InterruptedException {
    String printed =
        run(folder, "sql", "--rows", "100000", "--warehouse", warehouse, query).succeeded().out();
    return printed
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(1)
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
