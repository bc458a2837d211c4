/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From simulated archives to a model that enhances them, by the real program. */
class TrainIT {
  private static final String SEARCH =
      """
      experiments { max-parallel = 2 }
      search { choices { learning-rate = ["1e-3", "1e-2"] } }
      """;

  @TempDir Path folder;

  @Test
  void aModelIsTrainedAndSearchedForAndEnhancesWhatItWasTrainedOn() throws Exception {
    Cli.run(folder, "simulate", "--output", "archives", "--studies", "8", "--frames-per-study", "1")
        .succeeded();
    Cli.run(folder, "ingest", "--input", "archives", "--warehouse", "w").succeeded();

    String trained = train("train", "--output", "model", "--set", "filters=4").succeeded().out();
    assertThat(trained)
        .contains("finished after 1 epochs (all 1 epochs)")
        .containsPattern("Test studies: SSIM 0\\.\\d{4}")
        .contains("Wrote mimicknet-own-");

    assertThat(
            train("train", "--output", "m", "--init", "model", "--set", "filters=8")
                .endedWith(2)
                .err())
        .contains("Cannot set filters to 8 of a training that starts from a model with 4")
        .doesNotContain("\tat ");

    Files.writeString(folder.resolve("search.conf"), SEARCH);
    String searched =
        train("experiments", "--output", "best", "--config", "search.conf", "--init", "model")
            .succeeded()
            .out();
    assertThat(searched)
        .contains("Experiments: 2 trials run, 0 known from before, 0 failed")
        .containsPattern("Best trial \\w{16}: validation SSIM [\\d.]+, in best");

    for (String model : List.of("model", "best")) {
      Cli.run(folder, "enhance", "--warehouse", "w", "--model", model, "--engine", "onnx")
          .succeeded();
    }
    List<List<List<String>>> tables =
        Cli.tables(
            folder,
            "w",
            "SELECT model_id, count(*) FROM enhanced WHERE ssim > 0 GROUP BY model_id ORDER BY 2, 1",
            "SELECT outcome, settings['filters'], settings['learning-rate'] FROM experiments ORDER BY 3",
            "SELECT count(*), count(DISTINCT training_id), max(epoch) FROM training_runs");
    assertThat(tables.get(0)).hasSize(2).allSatisfy(row -> assertThat(row.get(1)).isEqualTo("8"));
    assertThat(tables.get(1))
        .containsExactly(List.of("finished", "4", "1e-2"), List.of("finished", "4", "1e-3"));
    assertThat(tables.get(2)).containsExactly(List.of("6", "3", "1"));
  }

  private Cli.Run train(String command, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(command, "--warehouse", "w", "--threads", "1"));
    for (String setting : List.of("crop=32x32", "batch=2", "steps=2", "epochs=1", "seed=2")) {
      line.addAll(List.of("--set", setting));
    }
    line.addAll(List.of(more));
    return Cli.run(folder, line.toArray(String[]::new));
  }
}
