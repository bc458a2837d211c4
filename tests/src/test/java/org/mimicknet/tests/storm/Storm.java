/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.tests.StandaloneCluster;
import org.mimicknet.tests.storm.Checks.Attempt;
import org.mimicknet.tests.storm.Checks.Difference;

/**
 * Rounds of faults, each on a warehouse of its own: what happens is decided by the seed. After each
 * a plain run must find and finish what is left, so that the warehouse holds what that of an
 * undisturbed run does.
 */
final class Storm implements AutoCloseable {
  private static final String LOCAL = "local[2,4]";

  private final long seed;
  private final Path folder;
  private final Path archives;
  private final Path log;
  private final Consumer<String> say;
  private final StormSpark spark;
  private final Driver driver;
  private final Driver other;
  private final Driver reader;
  private final Checks checks;
  private final Tally tally = new Tally();
  private final List<String> wrong = new ArrayList<>();
  private StandaloneCluster cluster;
  private long undisturbedMillis;

  // Of the round under way.
  private int number;
  private Kind kind;
  private Path warehouse;
  private Random random;
  private Weather weather;
  private int attempts;
  private final List<Attempt> ended = Collections.synchronizedList(new ArrayList<>());

  Storm(long seed, Path folder, Consumer<String> say) throws IOException {
    this.seed = seed;
    this.folder = folder;
    this.say = say;
    this.archives = folder.resolve("archives");
    this.log = folder.resolve("faults.log");
    this.spark = new StormSpark(folder);
    this.driver = new Driver(spark, folder.resolve("driver.log"));
    this.other = new Driver(spark, folder.resolve("other-driver.log"));
    this.reader = new Driver(spark, folder.resolve("reader.log"));
    this.checks = new Checks(reader, folder);
    Files.writeString(log, "");
  }

  /** What the storm did. */
  Tally tally() {
    return tally;
  }

  /** What did not hold; empty if all did. */
  List<String> wrong() {
    return wrong;
  }

  /** Makes the archives, and the warehouse of an undisturbed run. */
  void prepare() throws IOException {
    long start = System.nanoTime();
    List<String> frames = StormArchives.write(archives);
    Path undisturbed = folder.resolve("warehouse-undisturbed");
    warehouse = undisturbed;
    driver.startArchiving();
    plain("undisturbed", driver, "ingest");
    Folders.copy(undisturbed, folder.resolve("warehouse-ingested"));
    plain("undisturbed", driver, "enhance");
    plain("undisturbed", driver, "summarize");
    undisturbedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    driver.end();
    expect(frames);
    say.accept("An undisturbed run takes %s ms".formatted(undisturbedMillis));
  }

  private void expect(List<String> frames) throws IOException {
    checks.expect(folder.resolve("warehouse-undisturbed"), frames);
  }

  /** One round; its number and the seed say what happens. */
  void round(int which, Kind what) throws IOException {
    number = which;
    kind = what;
    random = new Random(seed * 1_000_003 + number);
    weather = new Weather(random);
    warehouse = folder.resolve("warehouse-" + number);
    ended.clear();
    attempts = 0;
    long start = System.nanoTime();
    switch (kind) {
      case EXECUTORS -> executorsDie(cluster().master());
      case EXECUTORS_OF_LOCAL_CLUSTER -> executorsDie("local-cluster[2,1,1024]");
      case DRIVER -> driverDies();
      case DRIVER_AT_ANY_TIME -> driverDiesAtAnyTime();
      case TWO_AT_ONCE -> twoAtOnce();
      case STORAGE -> storageFails();
      case FULL -> diskFills();
      case SPECULATION -> speculation();
      case MODEL -> modelVanishes();
    }
    Difference before = checks.whileUnfinished(warehouse);
    String rerun = "rerun-" + number;
    int code = plain(rerun, driver, "reprocess");
    Difference after = checks.finished(warehouse, ended, rerun);
    tally.round(kind, before.lost() + after.lost(), before.doubled() + after.doubled());
    String problems =
        before.what() + after.what() + (code == 0 ? "" : "the plain run ended with " + code);
    if (problems.isEmpty()) {
      Folders.delete(warehouse);
    } else {
      wrong.add(
          "Round %s (%s): %s%nReproduce it with: tests/storm %s 1 %s"
              .formatted(number, kind, problems, seed, number));
    }
    say.accept(
        "Round %s, %s: %s, %s s%s"
            .formatted(
                number,
                kind,
                ended.stream().map(each -> String.valueOf(each.exitCode())).toList(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                problems.isEmpty() ? "" : " WRONG: " + problems));
  }

  private void executorsDie(String master) throws IOException {
    for (String command : List.of("ingest", "enhance", "summarize")) {
      disturbed(
          master,
          weather.executorsDie(command, command.equals("summarize") ? 2 : 3),
          Map.of(),
          command);
    }
  }

  private void driverDies() throws IOException {
    for (int death = 0; death < 3; death++) {
      disturbed(LOCAL, weather.driverDies(), Map.of(), "reprocess");
    }
  }

  private void driverDiesAtAnyTime() throws IOException {
    for (int death = 0; death < 2; death++) {
      driver.start();
      CompletableFuture<Void> kill =
          CompletableFuture.runAsync(
              driver::kill,
              CompletableFuture.delayedExecutor(
                  1000 + random.nextLong(undisturbedMillis), TimeUnit.MILLISECONDS));
      int code = disturbed(LOCAL, List.of(), Map.of(), "reprocess");
      kill.join();
      tally.faults(kind, code == Driver.KILLED ? 1 : 0, 0);
    }
  }

  private void twoAtOnce() throws IOException {
    other.start();
    for (String command : List.of("ingest", "enhance", "summarize")) {
      List<Fault> faults = random.nextInt(3) == 0 ? weather.driverDies() : List.of();
      String beside = name(command);
      CompletableFuture<Void> second =
          CompletableFuture.runAsync(
              () -> unchecked(() -> disturbed(beside, other, LOCAL, List.of(), Map.of(), command)));
      disturbed(LOCAL, faults, Map.of(), command);
      second.join();
      tally.faults(kind, 0, 1);
    }
  }

  private void storageFails() throws IOException {
    for (int attempt = 0; attempt < 4; attempt++) {
      if (disturbed(LOCAL, weather.storageFails(), Map.of(), "reprocess") == 0) {
        return;
      }
    }
  }

  private void diskFills() throws IOException {
    for (int attempt = 0; attempt < 2; attempt++) {
      disturbed(LOCAL, weather.diskFills(), Map.of(), "reprocess");
    }
  }

  private void speculation() throws IOException {
    Map<String, String> settings =
        Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "100ms",
            "spark.speculation.quantile", "0.1",
            "spark.speculation.multiplier", "1.1",
            "spark.scheduler.minRegisteredResourcesRatio", "1.0",
            "spark.extraListeners", SpeculationNotes.class.getName());
    for (String command : List.of("ingest", "enhance")) {
      disturbed(cluster().master(), weather.storageIsSlow(command), settings, command);
    }
  }

  private void modelVanishes() throws IOException {
    Folders.copy(folder.resolve("warehouse-ingested"), warehouse);
    for (int choice = number; choice < number + 2; choice++) {
      Path model = folder.resolve("model");
      ModelBundle.shipped().write(model);
      disturbed(
          LOCAL, weather.modelVanishes(choice), Map.of(), "enhance", "--model", model.toString());
      Folders.delete(model);
    }
  }

  private int disturbed(
      String master,
      List<Fault> faults,
      Map<String, String> more,
      String command,
      String... options)
      throws IOException {
    return disturbed(name(command), driver, master, faults, more, command, options);
  }

  /** Runs a command under faults and counts them. */
  private int disturbed(
      String name,
      Driver who,
      String master,
      List<Fault> faults,
      Map<String, String> more,
      String command,
      String... options)
      throws IOException {
    Map<String, String> settings =
        new HashMap<>(
            StormSpark.disturbed(
                name, faults, seed * 31 + name.hashCode(), log, folder.resolve("model")));
    settings.putAll(more);
    int code = run(name, who, spark.settings(master, settings), command, options);
    List<String> met = met(name);
    int kills = (int) met.stream().filter(line -> line.contains(" KILL ")).count();
    tally.faults(kind, kills, met.size() - kills);
    tally.attempt(kind, code);
    ended.add(new Attempt(name, kind, code, met));
    return code;
  }

  private int plain(String name, Driver who, String command) throws IOException {
    return run(name, who, spark.settings(LOCAL, Map.of()), command);
  }

  private int run(String name, Driver who, List<String> settings, String command, String... options)
      throws IOException {
    Path config = folder.resolve(name + ".conf");
    Files.writeString(config, "");
    List<String> line = new ArrayList<>(List.of(command, "--config", config.toString()));
    line.addAll(List.of("--warehouse", warehouse.toString()));
    if (!command.equals("summarize")) {
      line.addAll(List.of("--batch-bytes", "1", "--max-failed-fraction", "1"));
    }
    if (command.equals("ingest") || command.equals("reprocess")) {
      line.addAll(List.of("--input", archives.toString()));
    }
    if (command.equals("enhance") || command.equals("reprocess")) {
      line.addAll(List.of("--engine", "onnx"));
    }
    line.addAll(List.of(options));
    return who.run(folder.resolve(name + ".out"), settings, line);
  }

  private String name(String command) {
    return "attempt-%s-%s-%s".formatted(number, attempts++, command);
  }

  private List<String> met(String attempt) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith(attempt + " ")).toList();
    }
  }

  private StandaloneCluster cluster() throws IOException {
    if (cluster == null) {
      cluster =
          new StandaloneCluster(spark::daemon, Files.createDirectories(folder.resolve("cluster")));
    }
    return cluster;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static void unchecked(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.close();
    other.close();
    reader.close();
    if (cluster != null) {
      cluster.close();
    }
  }
}
