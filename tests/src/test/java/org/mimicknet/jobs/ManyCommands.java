/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.table.DeltaSession;
import org.mimicknet.table.Warehouse;

/**
 * A driver that runs one command line after the other, each in a Spark session of its own: a JVM
 * starts in seconds, and a test wants many commands. It reads lines of words between tabs, and
 * answers each with {@link #ENDED} and the exit code that {@link Main} would end with.
 *
 * <pre>
 * run FILE spark.master=local[2] ... -- ingest --input ...    prints to the file
 * dump WAREHOUSE FOLDER frames last_runs ...                  the rows of tables and views, as JSON
 * </pre>
 */
public final class ManyCommands {
  /** How an answer begins. */
  public static final String ENDED = "many-commands: ended with ";

  private SparkSession reader;

  private ManyCommands() {}

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.US);
    ManyCommands commands = new ManyCommands();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> words = List.of(line.split("\t", -1));
      int code =
          words.get(0).equals("run")
              ? run(Path.of(words.get(1)), words.subList(2, words.size()))
              : commands.dump(words.get(1), Path.of(words.get(2)), words.subList(3, words.size()));
      System.out.println(ENDED + code);
    }
    System.exit(0);
  }

  private static int run(Path output, List<String> words) throws IOException {
    int command = words.indexOf("--");
    // No setting, and no file system, of the command before.
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith("spark."));
    FileSystem.closeAll();
    for (String setting : words.subList(0, command)) {
      String[] parts = setting.split("=", 2);
      System.setProperty(parts[0], parts[1]);
    }
    try (PrintWriter out =
        new PrintWriter(
            Files.newBufferedWriter(
                output, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      return Main.run(out, out, words.subList(command + 1, words.size()).toArray(String[]::new));
    }
  }

  private int dump(String warehouse, Path folder, List<String> tables) throws IOException {
    if (reader == null) {
      reader =
          SparkSession.builder()
              .config(DeltaSession.configured(new SparkConf()))
              .master("local[1]")
              .getOrCreate();
    }
    Warehouse open;
    try {
      open = Warehouse.open(reader, warehouse);
    } catch (UserException thereIsNone) {
      return ExitCode.BAD_INPUT.code();
    }
    for (String table : tables) {
      Path rows = Files.createDirectories(folder.resolve(table)).resolve("rows.json");
      Files.write(rows, open.sql("SELECT * FROM " + table).toJSON().collectAsList());
    }
    return 0;
  }
}
