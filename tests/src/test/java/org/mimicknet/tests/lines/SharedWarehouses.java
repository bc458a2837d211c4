/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Warehouses that the lines of Spark have made of the same archives, each once for all tests of
 * this package.
 */
final class SharedWarehouses {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final Path SHIPPED_MODEL =
      ROOT.resolve("udfs/src/main/resources/org/mimicknet/model/shipped");
  private static final Path FOLDER = ROOT.resolve("tests/target/lines");
  private static final String DEMO = "mimicknet-demo";

  /** Studies of several frames in each site. */
  private static final String FRAMES = "8";

  /** Fewer than some frames of the first half have: they wait in quarantine for the replay. */
  private static final String FEW_PIXELS = "50000";

  /** A commit for each source. */
  private static final String SMALL_BATCHES = "--batch-bytes=1";

  private static final Once<Map<Line, Result>> DEMOS = new Once<>(SharedWarehouses::makeDemos);
  private static final Once<List<Result>> BY_TURNS = new Once<>(SharedWarehouses::makeByTurns);
  private static final Once<Result> AT_ONCE = new Once<>(SharedWarehouses::makeAtOnce);

  private SharedWarehouses() {}

  /**
   * A warehouse.
   *
   * @param path its folder
   * @param dump what it holds, as the last line says that has used it
   * @param printed standard output of the last run
   */
  record Result(Path path, Dump dump, String printed) {}

  /** The demonstration by each line. */
  static Map<Line, Result> demos() {
    return DEMOS.get();
  }

  /** Two warehouses that three lines have made, each going on where another had ended. */
  static List<Result> byTurns() {
    return BY_TURNS.get();
  }

  /** A warehouse that two lines have made at the same time, each of archives of its own. */
  static Result atOnce() {
    return AT_ONCE.get();
  }

  private static Map<Line, Result> makeDemos() throws Exception {
    empty(FOLDER);
    try (Line.Running one = demo(Line.SPARK3_SCALA212);
        Line.Running two = demo(Line.SPARK3_SCALA213);
        Line.Running three = demo(Line.SPARK4)) {
      return new EnumMap<>(
          Map.of(
              Line.SPARK3_SCALA212, result(Line.SPARK3_SCALA212, one),
              Line.SPARK3_SCALA213, result(Line.SPARK3_SCALA213, two),
              Line.SPARK4, result(Line.SPARK4, three)));
    }
  }

  private static Line.Running demo(Line line) throws IOException {
    Path home = Files.createDirectories(FOLDER.resolve(line.name()));
    return line.start(
        home,
        new Dump(home.resolve("dump")).script(),
        List.of(
            List.of("demo", "--frames", FRAMES),
            sql(home.resolve(DEMO).resolve("warehouse").toString())));
  }

  private static Result result(Line line, Line.Running running) throws Exception {
    Path home = FOLDER.resolve(line.name());
    String printed = line.end(running);
    return new Result(
        home.resolve(DEMO).resolve("warehouse"), new Dump(home.resolve("dump")), printed);
  }

  private static List<Result> makeByTurns() throws Exception {
    demos();
    Turns first = new Turns("spark3-first");
    Turns second = new Turns("spark4-first");
    try (Line.Running one = first.begin(Line.SPARK3_SCALA212);
        Line.Running other = second.begin(Line.SPARK4)) {
      Line.SPARK3_SCALA212.end(one);
      Line.SPARK4.end(other);
    }
    try (Line.Running one = first.goOn(Line.SPARK4);
        Line.Running other = second.goOn(Line.SPARK3_SCALA212)) {
      Line.SPARK4.end(one);
      Line.SPARK3_SCALA212.end(other);
    }
    try (Line.Running one = first.finish(Line.SPARK3_SCALA213);
        Line.Running other = second.finish(Line.SPARK4)) {
      return List.of(
          first.result(Line.SPARK3_SCALA213.end(one)), second.result(Line.SPARK4.end(other)));
    }
  }

  private static Result makeAtOnce() throws Exception {
    demos();
    Turns turns = new Turns("at-once");
    String some = turns.copied("some", "lab", "river-clinic");
    String others = turns.copied("others", "north-hospital");
    try (Line.Running one = turns.ingestAndEnhance(Line.SPARK3_SCALA212, some);
        Line.Running other = turns.ingestAndEnhance(Line.SPARK4, others)) {
      Line.SPARK3_SCALA212.end(one);
      Line.SPARK4.end(other);
    }
    return turns.result(
        Line.SPARK3_SCALA213.run(
            turns.home,
            turns.dump().script(),
            List.of(List.of("summarize", "--warehouse", turns.warehouse), sql(turns.warehouse))));
  }

  private static List<String> sql(String warehouse) {
    return List.of("sql", "--warehouse", warehouse);
  }

  /** The steps of a warehouse that is made by several. */
  private static final class Turns {
    private final Path home;
    private final String warehouse;

    Turns(String name) throws IOException {
      this.home = Files.createDirectories(FOLDER.resolve(name));
      this.warehouse = home.resolve("warehouse").toString();
    }

    /** Half of the archives, and checkpoints after every other commit. */
    Line.Running begin(Line line) throws IOException {
      copied("archives", "lab", "river-clinic");
      return line.start(
          home,
          eachTable("ALTER TABLE %s SET TBLPROPERTIES ('delta.checkpointInterval' = '2');%n"),
          List.of(
              words("ingest", "--input", archives(), "--limit-frame-pixels", FEW_PIXELS),
              sql(warehouse)));
    }

    /** The rest of them, results, and small files made one. */
    Line.Running goOn(Line line) throws IOException {
      copied("archives", "north-hospital");
      return line.start(
          home,
          eachTable("OPTIMIZE %s;%n"),
          List.of(
              words("ingest", "--input", archives()),
              words("enhance"),
              List.of("summarize", "--warehouse", warehouse),
              sql(warehouse)));
    }

    /** What the first has refused, and results of another model. */
    Line.Running finish(Line line) throws IOException {
      return line.start(
          home,
          dump().script(),
          List.of(
              words("replay", "--input", archives(), "--reason", "limit_exceeded"),
              words("enhance"),
              words("enhance", "--model", anotherModel().toString()),
              List.of("summarize", "--warehouse", warehouse),
              sql(warehouse)));
    }

    /** The shipped network under another name, with another clip: other results. */
    private Path anotherModel() throws IOException {
      Path model = Files.createDirectory(home.resolve("another"));
      Files.copy(SHIPPED_MODEL.resolve("model.onnx"), model.resolve("model.onnx"));
      ObjectMapper json = new ObjectMapper();
      ObjectNode card = (ObjectNode) json.readTree(SHIPPED_MODEL.resolve("model.json").toFile());
      json.writeValue(
          model.resolve("model.json").toFile(), card.put("name", "another").put("clip_db", -60.0));
      return model;
    }

    List<String> words(String... command) {
      return Stream.concat(
              Arrays.stream(command),
              Stream.of("--warehouse", warehouse, SMALL_BATCHES, "--max-failed-fraction", "1"))
          .toList();
    }

    String archives() {
      return home.resolve("archives").toString();
    }

    Dump dump() {
      return new Dump(home.resolve("dump"));
    }

    Result result(String printed) {
      return new Result(Path.of(warehouse), dump(), printed);
    }

    private String eachTable(String statement) {
      return Dump.TABLES.stream()
          .map(table -> statement.formatted("delta.`" + warehouse + "/" + table + "`"))
          .collect(Collectors.joining());
    }

    /** Both lines enhance all that is there when they come to it. */
    Line.Running ingestAndEnhance(Line line, String archives) throws IOException {
      return line.start(home, "", List.of(words("ingest", "--input", archives), words("enhance")));
    }

    /** A folder with archives of the demonstration, which keep their times. */
    String copied(String folder, String... sites) throws IOException {
      Path made = FOLDER.resolve(Line.SPARK3_SCALA212.name()).resolve(DEMO).resolve("archives");
      for (String site : sites) {
        Path to = Files.createDirectories(home.resolve(folder).resolve(site));
        try (Stream<Path> files = Files.list(made.resolve(site))) {
          for (Path file : files.toList()) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
      return home.resolve(folder).toString();
    }
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
