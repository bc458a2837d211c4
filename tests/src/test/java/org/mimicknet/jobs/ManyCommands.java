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
 * dump FOLDER spark.master=local[1] ... -- WAREHOUSE frames   the rows of tables and views, as JSON
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
      Path output = Path.of(words.get(1));
      int end = words.indexOf("--");
      List<String> settings = words.subList(2, end);
      List<String> command = words.subList(end + 1, words.size());
      int code =
          words.get(0).equals("run")
              ? run(output, settings, command)
              : commands.dump(output, settings, command);
      System.out.println(ENDED + code);
    }
    System.exit(0);
  }

  private static int run(Path output, List<String> settings, List<String> command)
      throws IOException {
    set(settings);
    try (PrintWriter out =
        new PrintWriter(
            Files.newBufferedWriter(
                output, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      return Main.run(out, out, command.toArray(String[]::new));
    }
  }

  /** No setting, and no file system, of the command before is left. */
  private static void set(List<String> settings) throws IOException {
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith("spark."));
    FileSystem.closeAll();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      System.setProperty(parts[0], parts[1]);
    }
  }

  /** In one session for all. */
  private int dump(Path folder, List<String> settings, List<String> words) throws IOException {
    if (reader == null) {
      set(settings);
      reader =
          SparkSession.builder().config(DeltaSession.configured(new SparkConf())).getOrCreate();
    }
    Warehouse open;
    try {
      open = Warehouse.open(reader, words.get(0));
    } catch (UserException thereIsNone) {
      return ExitCode.BAD_INPUT.code();
    }
    for (String table : words.subList(1, words.size())) {
      Path rows = Files.createDirectories(folder.resolve(table)).resolve("rows.json");
      Files.write(rows, open.sql("SELECT * FROM " + table).toJSON().collectAsList());
    }
    return 0;
  }
}
