/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.fit.TrainingResult;

class TrainTest extends SparkTest {
  @TempDir private static Path folder;
  private static Warehouse warehouse;

  @BeforeAll
  static void fillWarehouse() {
    warehouse = TrainingWarehouse.in(folder, spark);
  }

  @Test
  void aTrainingLeavesAModelItsCardAndOneRowPerEpoch() {
    Settings settings = TrainingWarehouse.settings(2, 3);

    Train.Result result = Train.on(warehouse, "run", settings, TrainingWarehouse.INPUTS).execute();

    assertThat(result.outcome()).isEqualTo(TrainingResult.Outcome.FINISHED);
    List<Row> rows = epochs(result);
    assertThat(rows).extracting(row -> row.getInt(0)).containsExactly(0, 1, 2);
    assertThat(rows.get(result.best().number()).getDouble(1))
        .isEqualTo(result.best().validation().ssim());
    assertThat(rows.get(1).getDouble(2)).isPositive();
    assertThat(rows.get(1).getString(3)).isEqualTo("ssim");
    ModelBundle bundle = result.bundle();
    assertThat(bundle.parameters()).isEqualTo(settings.architecture().initial(1).parameters());
    assertThat(bundle.card().licence()).isEqualTo("none");
    assertThat(bundle.card().trainingData())
        .containsKeys("train", "validation", "test", "split", "settings");
    assertThat(bundle.card().metrics()).containsKeys("validation", "test", "test_das");

    // from its own weights the next training starts where this one ended
    Train.Result next =
        Train.on(warehouse, "run", TrainingWarehouse.settings(1, 1), from(bundle)).execute();
    assertThat(next.trainingId()).isNotEqualTo(result.trainingId());
    assertThat(epochs(next).get(0).getDouble(1)).isEqualTo(result.best().validation().ssim());
  }

  @Test
  void aModelToStartFromThatHasAnotherArchitectureThanAskedForIsTheUsersError() {
    Settings others = TrainingWarehouse.settings(1, 1).with(Map.of("kernel", "7x3"));

    assertThatThrownBy(
            () -> Train.on(warehouse, "run", others, from(ModelBundle.shipped())).execute())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set filters to 2 of a training that starts from a model with 16: leave it out");
  }

  @Test
  void aConditionThatFitsNothingOrIsNotSqlIsTheUsersError() {
    assertThatThrownBy(() -> train("site = 'nowhere'"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot train: the warehouse has no good frame where site = 'nowhere'");
    assertThatThrownBy(() -> train("sight = 'clinic'"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot choose frames where sight = 'clinic': ");
  }

  private static List<Row> epochs(Train.Result result) {
    return sql(
        "SELECT epoch, validation_ssim, losses['loss'], settings['loss'] FROM %s WHERE training_id = '%s' ORDER BY epoch"
            .formatted(warehouse.identifier(Table.TRAINING_RUNS), result.trainingId()));
  }

  private static void train(String condition) {
    Train.on(warehouse, "run", TrainingWarehouse.settings(1, 1), inputs(condition, null)).execute();
  }

  private static TrainingInputs from(ModelBundle bundle) {
    return inputs("site = 'clinic'", bundle);
  }

  private static TrainingInputs inputs(String condition, ModelBundle initial) {
    return new TrainingInputs(condition, 100, initial, "test", "none", 1);
  }
}
