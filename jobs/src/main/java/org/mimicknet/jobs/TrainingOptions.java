package org.mimicknet.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.mimicknet.UserException;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.training.Train;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.graph.Torch;
import picocli.CommandLine.Option;

/** What {@code train} and {@code experiments} train on, and with. */
final class TrainingOptions {
  @Option(
      names = "--mode",
      paramLabel = "gray-box|black-box",
      defaultValue = "gray-box",
      description = {
        "gray-box: on pairs of DAS and clinical images; black-box: a CycleGAN on DAS images of some"
            + " studies and clinical images of others (default ${DEFAULT-VALUE})."
      })
  private String mode;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {
        "A hyper-parameter, repeatable; defaults are those of the published recipe. filters,"
            + " kernel, loss (mae, mse, ssim or a sum: ssim+0.5*mae), learning-rate, beta1, factor,"
            + " patience, floor, stop-after, batch, crop (rows x columns), epochs, steps (per epoch,"
            + " 0: every frame once), clip-db, validation-frames, seed; black-box also"
            + " cycle-weight, identity-weight, discriminator-filters."
      })
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--init",
      paramLabel = "DIR",
      description = "Start from this model: its architecture and its weights.")
  private String init;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "Train on frames that fulfil this condition only, for example \"site = 'lab'\".")
  private String where;

  @Option(
      names = "--max-frames",
      paramLabel = "N",
      defaultValue = "" + Train.MOST_FRAMES,
      description = "Of more frames, choose so many, always the same (default ${DEFAULT-VALUE}).")
  private int maxFrames;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "mimicknet-own",
      description = "Name of the model (default ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "unknown: that of the training data",
      description = "Licence of the weights, kept in model.json.")
  private String licence;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of a training on a CPU (default: the cores of its task). The same number gives"
              + " the same weights to the bit.")
  private Integer threads;

  /** Checks what needs no Spark. */
  void validate() {
    Torch.check();
    settings();
    if (maxFrames <= 0) {
      throw new UserException(
          "Cannot train on %d frames: at least 1 is needed".formatted(maxFrames));
    }
    if (threads != null && threads <= 0) {
      throw new UserException("Cannot train with %d threads".formatted(threads));
    }
  }

  Settings settings() {
    return Settings.of(Mode.of(mode)).with(set);
  }

  Train apply(Train training, SparkConf conf) {
    training.mostFrames(maxFrames).model(name, licence).threads(threads(conf));
    if (init != null) {
      training.initial(ModelBundle.read(init, new Configuration()));
    }
    if (where != null) {
      training.where(where);
    }
    return training.settings(settings());
  }

  private int threads(SparkConf conf) {
    return threads != null ? threads : conf.getInt("spark.task.cpus", 1);
  }
}
