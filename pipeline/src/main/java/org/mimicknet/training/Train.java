package org.mimicknet.training;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.UserException;
import org.mimicknet.action.JobDescription;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Epoch;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Scores;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.fit.TrainingResult;
import org.mimicknet.training.graph.Torch;

/**
 * Trains a model on frames of a warehouse, in one Spark task: on the GPU that Spark gives to it, or
 * on the CPU. Run again after a stop, it goes on after its last epoch.
 */
public final class Train {
  /** How many frames are used at most, if nothing is said. */
  public static final int MOST_FRAMES = 5000;

  private final Warehouse warehouse;
  private final String runId;
  private Settings settings = Settings.of(Mode.GRAY_BOX);
  private Optional<ModelBundle> initial = Optional.empty();
  private Optional<String> condition = Optional.empty();
  private int mostFrames = MOST_FRAMES;
  private String modelName = "mimicknet";
  private String licence = "unknown";
  private int threads = 1;

  /**
   * What a training gave.
   *
   * @param trainingId as the tables name it
   * @param folder with TensorBoard events and sample pictures
   * @param bundle the model
   * @param best the epoch whose weights it has
   * @param test scores on the test studies; NaN without them
   * @param testDas scores of the DAS images of the test studies
   */
  public record Result(
      String trainingId,
      String folder,
      TrainingResult.Outcome outcome,
      String reason,
      ModelBundle bundle,
      int epochs,
      Epoch best,
      Scores test,
      Scores testDas) {}

  private Train(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /**
   * A training on a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Train on(Warehouse warehouse, String runId) {
    return new Train(warehouse, runId);
  }

  public Train settings(Settings value) {
    this.settings = value;
    return this;
  }

  /** Starts from the weights, and with the architecture, of a model. */
  public Train initial(ModelBundle model) {
    this.initial = Optional.of(model);
    return this;
  }

  /** Only frames that fulfil a condition: SQL over the columns of {@code frames}. */
  public Train where(String sql) {
    this.condition = Optional.of(sql);
    return this;
  }

  /** Of more frames, so many are chosen, always the same ones. */
  public Train mostFrames(int count) {
    if (count <= 0) {
      throw new UserException("Cannot train on %d frames: at least 1 is needed".formatted(count));
    }
    this.mostFrames = count;
    return this;
  }

  /** Name and licence of the model, for its card. */
  public Train model(String name, String licenceText) {
    this.modelName = name;
    this.licence = licenceText;
    return this;
  }

  /** Threads of one operation on a CPU. */
  public Train threads(int count) {
    this.threads = count;
    return this;
  }

  /** How many frames {@link #execute} would choose from, by header only. */
  public long frames() {
    return FrameSet.available(warehouse, condition, mostFrames);
  }

  /**
   * Trains to the end.
   *
   * @throws UserException if PyTorch is not there or no frame fits
   */
  public Result execute() {
    Torch.check();
    SparkSession spark = warehouse.spark();
    FrameSet frames = FrameSet.prepare(warehouse, condition, mostFrames);
    Trial trial = Trial.of(settings, frames, initial);
    String folder = Folders.run(warehouse, trial.id());
    TrialTask task =
        new TrialTask(
            trial,
            modelName,
            licence,
            folder,
            threads,
            new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    TrainingRows rows = new TrainingRows(warehouse, runId);
    TrialTask.Report report =
        JobDescription.during(
            spark, "Train " + trial.id(), () -> Trials.run(sparkContext(spark), task));
    rows.addEpochs(trial, report.history());
    List<Epoch> history = report.history();
    return new Result(
        trial.id(),
        folder,
        report.outcome(),
        report.reason(),
        report.bundle(),
        history.get(history.size() - 1).number(),
        report.best(),
        report.test(),
        report.testDas());
  }

  private static JavaSparkContext sparkContext(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
