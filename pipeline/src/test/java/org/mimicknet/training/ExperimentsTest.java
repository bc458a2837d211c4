package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.data.FramesFixture;
import org.mimicknet.training.data.TrainingFrame;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.fit.TrainingResult;

class ExperimentsTest extends SparkTest {
  private static final int STUDIES = 30;
  private static final TrainingInputs INPUTS =
      new TrainingInputs(Optional.empty(), 100, Optional.empty(), "test", "none", 1);

  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void fillWarehouse() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int study = 0; study < STUDIES; study++) {
      TrainingFrame frame = FramesFixture.frame(study);
      Map<String, Object> row =
          new HashMap<>(Rows.frame(frame.site(), frame.studyId(), frame.frameId()));
      row.put("height", frame.das().orElseThrow().height());
      row.put("width", frame.das().orElseThrow().width());
      row.put("pairing", "paired");
      row.put("das", frame.das().orElseThrow().toBytes());
      row.put("clinical", frame.clinical().orElseThrow().toBytes());
      rows.add(row);
    }
    Rows.append(warehouse, Table.FRAMES, rows);
  }

  @Test
  void aTrainingLeavesAModelItsCardAndOneRowPerEpoch() {
    Train.Result result = Train.on(warehouse, "run", settings("2", "3"), INPUTS).execute();

    assertThat(result.outcome()).isEqualTo(TrainingResult.Outcome.FINISHED);
    List<Row> rows =
        sql(
            "SELECT epoch, validation_ssim, losses['loss'], settings['loss'] FROM "
                + warehouse.identifier(Table.TRAINING_RUNS)
                + " WHERE training_id = '"
                + result.trainingId()
                + "' ORDER BY epoch");
    assertThat(rows).extracting(row -> row.getInt(0)).containsExactly(0, 1, 2);
    assertThat(rows.get(result.best().number()).getDouble(1))
        .isEqualTo(result.best().validation().ssim());
    assertThat(rows.get(1).getDouble(2)).isPositive();
    assertThat(rows.get(1).getString(3)).isEqualTo("ssim");

    assertThat(result.bundle().parameters())
        .isEqualTo(
            Settings.of(Mode.GRAY_BOX)
                .with(Map.of("filters", "2"))
                .architecture()
                .initial(1)
                .parameters());
    assertThat(result.bundle().card().licence()).isEqualTo("none");
    assertThat(result.bundle().card().trainingData())
        .containsKeys("train", "validation", "test", "split", "settings");
    assertThat(result.bundle().card().metrics()).containsKeys("validation", "test", "test_das");

    // from its own weights the next training starts where this one ended
    TrainingInputs further =
        new TrainingInputs(
            Optional.of("site = 'clinic'"), 100, Optional.of(result.bundle()), "test", "none", 1);
    Train.Result next = Train.on(warehouse, "run", settings("1", "1"), further).execute();
    assertThat(next.trainingId()).isNotEqualTo(result.trainingId());
    assertThat(
            sql("SELECT validation_ssim FROM "
                    + warehouse.identifier(Table.TRAINING_RUNS)
                    + " WHERE epoch = 0 AND training_id = '"
                    + next.trainingId()
                    + "'")
                .get(0)
                .getDouble(0))
        .isEqualTo(result.best().validation().ssim());
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

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aSearchThatWasKilledGoesOnAndMoreTrialsRunOnlyTheNewOnes() throws Exception {
    List<Settings> two = List.of(settings("40", "2"), settings("2", "1"));
    Process killed = start(KilledSearch.class, warehouse.path());
    Path checkpoint = null;
    while (checkpoint == null) {
      assertThat(killed.isAlive()).as("the search ended before it could be killed").isTrue();
      checkpoint = anyCheckpoint();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    killed.destroyForcibly().waitFor();
    int reached = Integer.parseInt(checkpoint.getFileName().toString().substring(11));

    Experiments.Result result =
        Experiments.on(warehouse, "second", two, INPUTS).maxParallel(2).execute();

    assertThat(result.failed()).isEmpty();
    assertThat(result.ran()).isEqualTo(2);
    assertThat(reached).isBetween(2, 39);
    String epochs =
        "SELECT count(DISTINCT epoch), max(epoch) FROM "
            + warehouse.identifier(Table.TRAINING_RUNS)
            + " WHERE settings['epochs'] = '40'";
    assertThat(sql(epochs).get(0).getLong(0)).isEqualTo(sql(epochs).get(0).getInt(1) + 1L);

    List<Settings> three = new ArrayList<>(two);
    three.add(settings("1", "1"));
    Experiments.Result more = Experiments.on(warehouse, "third", three, INPUTS).execute();

    assertThat(more.ran()).isEqualTo(1);
    assertThat(more.known()).isEqualTo(2);
    List<Row> best =
        sql(
            "SELECT trial_id, validation_ssim, model_id FROM "
                + warehouse.identifier(Table.EXPERIMENTS)
                + " ORDER BY validation_ssim DESC");
    assertThat(best).hasSize(3);
    assertThat(more.best().orElseThrow().trialId()).isEqualTo(best.get(0).getString(0));
    assertThat(more.best().orElseThrow().bundle().modelId()).isEqualTo(best.get(0).getString(2));
  }

  /** The search of another process, killed in the middle of its first trial. */
  static final class KilledSearch {
    private KilledSearch() {}

    public static void main(String[] args) {
      startSpark();
      Warehouse warehouse = Warehouse.open(SparkSession.active(), args[0]);
      Experiments.on(warehouse, "first", List.of(settings("40", "2")), INPUTS).execute();
    }
  }

  private void train(String condition) {
    TrainingInputs inputs =
        new TrainingInputs(Optional.of(condition), 100, Optional.empty(), "test", "none", 1);
    Train.on(warehouse, "run", settings("1", "1"), inputs).execute();
  }

  private static Settings settings(String epochs, String steps) {
    return Settings.of(Mode.GRAY_BOX)
        .with(
            Map.of(
                "filters", "2",
                "loss", "ssim",
                "crop", "32x32",
                "batch", "2",
                "epochs", epochs,
                "stop-after", "100",
                "steps", steps));
  }

  /** A checkpoint after the second epoch. */
  private Path anyCheckpoint() throws IOException {
    Path runs = folder.resolve("warehouse/_training/runs");
    if (!Files.exists(runs)) {
      return null;
    }
    try (Stream<Path> files = Files.walk(runs)) {
      return files
          .filter(file -> file.getFileName().toString().matches("checkpoint-000(0[2-9]|[1-9]\\d)"))
          .findFirst()
          .orElse(null);
    }
  }

  private static Process start(Class<?> main, String argument) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void aSearchTriesEveryCombinationOrDrawsTheSameOnesAgain() {
    Settings base = Settings.of(Mode.GRAY_BOX);
    Map<String, Search.Axis> axes =
        Map.of(
            "filters", new Search.Axis.Choices(List.of("8", "16", "32")),
            "kernel", new Search.Axis.Choices(List.of("3x3", "7x3")));
    assertThat(Search.grid(base, axes)).hasSize(6).doesNotHaveDuplicates();

    Map<String, Search.Axis> range = Map.of("learning-rate", new Search.Axis.LogRange(1e-4, 1e-2));
    List<Settings> twenty = Search.random(base, range, 20, 3);
    assertThat(twenty)
        .hasSize(20)
        .startsWith(Search.random(base, range, 5, 3).toArray(Settings[]::new));
    assertThat(twenty)
        .allSatisfy(
            settings ->
                assertThat(Double.parseDouble(settings.toMap().get("learning-rate")))
                    .isBetween(1e-4, 1e-2));
    assertThatThrownBy(() -> Search.grid(base, range))
        .hasMessage(
            "Cannot make a grid of the range of learning-rate: list its values, or search at"
                + " random");
  }
}
