/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mimicknet.tests.storm.Fault.Effect;
import org.mimicknet.tests.storm.Fault.Moment;
import org.mimicknet.tests.storm.Fault.Operation;
import org.mimicknet.tests.storm.Fault.Role;

/** Which faults an attempt meets, as a seed says. */
final class Weather {
  private static final String ARCHIVES = "/archives/.*(zip|gz|tar|mat|csv)$";
  private static final String COMMIT = "/_delta_log/\\d+\\.json$";
  private static final String PARQUET = "/(?!.*_delta_log).*\\.parquet$";
  private static final String WAREHOUSE = "/warehouse";

  /** Files of rows, which tasks write: Spark tries them four times. */
  private static final String ROWS = WAREHOUSE + ".*/(frames|enhanced|study_summary)" + PARQUET;

  private final RandomGenerator random;

  Weather(RandomGenerator random) {
    this.random = random;
  }

  /** Executors die: where they read what the action reads, and where they write its table. */
  List<Fault> executorsDie(String command, int deaths) {
    List<Fault> faults = new ArrayList<>();
    for (int death = 0; death < deaths; death++) {
      boolean writes = random.nextInt(3) > 0;
      String table = tableOf(command);
      if (writes) {
        faults.add(
            Fault.at(
                1 + random.nextInt(2),
                Effect.KILL,
                oneOf(Operation.CREATE, Operation.WRITE, Operation.CLOSE),
                moment(),
                Role.EXECUTOR,
                WAREHOUSE + ".*/" + table + "/.*\\.parquet$"));
      } else {
        faults.add(
            Fault.at(
                1 + random.nextInt(4),
                Effect.KILL,
                oneOf(Operation.OPEN, Operation.READ),
                Moment.BEFORE,
                Role.EXECUTOR,
                command.equals("ingest") ? ARCHIVES : WAREHOUSE + ".*\\.parquet$"));
      }
    }
    return faults;
  }

  /** The driver dies at a commit of any table, or while the rows of one are written. */
  List<Fault> driverDies() {
    String table = oneOf("frames", "frames", "enhanced", "enhanced", "study_summary", "runs");
    boolean ofCommit = random.nextInt(4) > 0;
    int number = 1 + random.nextInt(table.equals("frames") || table.equals("enhanced") ? 4 : 2);
    Operation operation =
        ofCommit
            ? oneOf(Operation.RENAME, Operation.RENAME, Operation.CREATE)
            : oneOf(Operation.CREATE, Operation.WRITE, Operation.CLOSE);
    String path =
        ofCommit
            ? operation == Operation.RENAME ? COMMIT : "/_delta_log/\\.\\d+\\.json\\..*tmp$"
            : PARQUET;
    return List.of(
        Fault.at(
            number,
            Effect.KILL,
            operation,
            moment(),
            Role.DRIVER,
            WAREHOUSE + ".*/" + table + path));
  }

  /** Any operation may fail; of those on the tables few, for each of them ends the attempt. */
  List<Fault> storageFails() {
    List<Fault> faults = new ArrayList<>();
    faults.add(Fault.rate(0.15, 4, Effect.FAIL, Operation.OPEN, ARCHIVES));
    faults.add(Fault.rate(0.02, 4, Effect.FAIL, Operation.READ, ARCHIVES));
    faults.add(Fault.rate(0.005, 2, Effect.FAIL, Operation.OPEN, WAREHOUSE));
    faults.add(Fault.rate(0.002, 2, Effect.FAIL, Operation.READ, WAREHOUSE));
    faults.add(Fault.rate(0.12, 6, Effect.FAIL, Operation.CREATE, ROWS));
    faults.add(Fault.rate(0.004, 6, Effect.FAIL, Operation.WRITE, ROWS));
    faults.add(Fault.rate(0.12, 6, Effect.FAIL, Operation.CLOSE, ROWS));
    faults.add(Fault.rate(0.03, 2, Effect.FAIL, Operation.RENAME, WAREHOUSE));
    faults.add(Fault.rate(0.01, 2, Effect.FAIL, Operation.CREATE, WAREHOUSE + ".*/_delta_log/"));
    faults.add(Fault.rate(0.002, 1, Effect.FAIL, Operation.LIST, WAREHOUSE));
    faults.add(Fault.rate(0.001, 1, Effect.FAIL, Operation.STATUS, WAREHOUSE));
    faults.add(
        new Fault(
            Effect.TRIED_AGAIN,
            Operation.RENAME,
            Moment.AFTER,
            Role.ANY,
            WAREHOUSE + ".*" + COMMIT,
            Fault.When.RATE,
            0.2,
            6));
    return faults;
  }

  /** From some write on there is no more room. */
  List<Fault> diskFills() {
    return List.of(
        Fault.from(1 + random.nextInt(60), Effect.FULL, Operation.WRITE, WAREHOUSE),
        Fault.from(1 + random.nextInt(60), Effect.FULL, Operation.CREATE, WAREHOUSE));
  }

  /** Some archives, and some files of the table that is read, are slow. */
  List<Fault> storageIsSlow(String command) {
    String path = command.equals("ingest") ? ARCHIVES : WAREHOUSE + ".*/frames/.*parquet$";
    return List.of(
        Fault.at(
            2 + random.nextInt(2), Effect.SLOW, Operation.OPEN, Moment.BEFORE, Role.EXECUTOR, path),
        Fault.at(
            4 + random.nextInt(2),
            Effect.SLOW,
            Operation.OPEN,
            Moment.BEFORE,
            Role.EXECUTOR,
            path));
  }

  /** The model goes before it is read, while it is, or when the first results are there. */
  List<Fault> modelVanishes(int choice) {
    return List.of(
        switch (choice % 3) {
          case 0 ->
              Fault.at(1, Effect.VANISH, Operation.OPEN, Moment.BEFORE, Role.DRIVER, "model.onnx$");
          case 1 ->
              Fault.at(
                  1,
                  Effect.VANISH,
                  Operation.CREATE,
                  Moment.BEFORE,
                  Role.DRIVER,
                  "/enhanced/.*\\.parquet$");
          default ->
              Fault.at(
                  2,
                  Effect.VANISH,
                  Operation.RENAME,
                  Moment.AFTER,
                  Role.DRIVER,
                  "/enhanced" + COMMIT);
        });
  }

  private static String tableOf(String command) {
    return switch (command) {
      case "ingest" -> "frames";
      case "enhance" -> "enhanced";
      default -> "study_summary";
    };
  }

  private Moment moment() {
    return random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
