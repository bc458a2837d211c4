/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A storage that only {@code --conf spark.hadoop.fs.rack.impl} names is reached by every option
 * that is a path.
 */
class HadoopSettingsReachTest {
  private static final String SETTING = "spark.hadoop.fs.rack.impl";
  private static final Pattern PATH_LABEL = Pattern.compile("PATH|FILE.*|DIR|CSV|MODEL|TABLE");

  /** What a command makes on the disk of its machine, or measures there. */
  private static final Set<String> LOCAL =
      Set.of("DemoCommand.output", "SimulateCommand.output", "BenchmarkCommand.keep");

  private static final String NEEDS_SPARK = "spark ";

  private static final String METRICS =
      Stream.of("", "iq_", "hm_")
              .map(
                  image ->
                      Stream.of(
                              "mse",
                              "mae",
                              "ssim",
                              "contrast_structure",
                              "luminance",
                              "psnr",
                              "corr")
                          .map(measure -> "," + image + measure)
                          .collect(Collectors.joining()))
              .collect(Collectors.joining("", "filename", "\n"))
          + "a.mat"
          + ",0.5".repeat(21)
          + "\n";

  /**
   * A command line for each option, by the field that holds it, and its exit code: {@code R/} is
   * the folder of the test under the other scheme, {@code L/} on the disk. Without a master, a
   * command that has read its options ends with 2.
   */
  private static final Map<String, String> LINES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("CommonOptions.config", "2 summarize --warehouse=L/w --config=R/site.conf"),
              Map.entry(
                  "PrivacyOptions.keyFile",
                  "2 ingest --input=L/a --warehouse=L/w --privacy-key-file=R/key"),
              Map.entry("ModelOption.folder", "2 enhance --warehouse=L/w --model=R/model"),
              Map.entry("TrainCommand.output", "2 train --warehouse=L/w --output=R/out --set=no=1"),
              Map.entry(
                  "ExperimentsCommand.output", "2 experiments --warehouse=L/w --output=R/out"),
              Map.entry(
                  "TrainingOptions.init",
                  "2 train --warehouse=L/w --output=L/out --init=R/model --set=no=1"),
              Map.entry("ImageCommand.input", "2 image --input=R/site.conf --output=L/i.png"),
              Map.entry("ImageCommand.output", "0 image --input=L/a/1.tar --output=R/i.png"),
              Map.entry(
                  "ImageCommand.metadata",
                  "2 image --input=L/a/1.tar --output=L/i.png --metadata=R/frames.csv"),
              Map.entry(
                  "ImportModelCommand.keras", "2 import-model --keras=R/site.conf --output=L/m"),
              Map.entry(
                  "ImportModelCommand.output", "2 import-model --keras=L/site.conf --output=R/m"),
              Map.entry(
                  "BenchmarkCommand.json",
                  NEEDS_SPARK
                      + "0 benchmark --stages=engines --shapes=32x32 --seconds=0.01 --rounds=1"
                      + " --json=R/b.json"),
              Map.entry("WarehouseOption.path", NEEDS_SPARK + "2 summarize --warehouse=R/w"),
              Map.entry(
                  "IngestOptions.inputs",
                  NEEDS_SPARK + "0 ingest --input=R/a/1.tar --warehouse=L/w --dry-run"),
              Map.entry(
                  "IngestOptions.inputLists",
                  NEEDS_SPARK + "0 ingest --input-list=R/list --warehouse=L/w --dry-run"),
              Map.entry(
                  "IngestOptions.metadata",
                  NEEDS_SPARK
                      + "0 ingest --input=L/a/1.tar --metadata=R/frames.csv --warehouse=L/w"
                      + " --dry-run"),
              Map.entry(
                  "ImportMetricsCommand.metrics",
                  NEEDS_SPARK
                      + "2 import-metrics --metrics=R/frames.csv --metadata=L/frames.csv"
                      + " --model-name=m --warehouse=L/w"),
              Map.entry(
                  "ImportMetricsCommand.metadata",
                  NEEDS_SPARK
                      + "0 import-metrics --metrics=L/metrics.csv --metadata=R/frames.csv"
                      + " --model-name=m --warehouse=L/w")));

  /** The local disk under another scheme, which remembers what it was asked for. */
  public static final class Rack extends RawLocalFileSystem {
    private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

    @Override
    public URI getUri() {
      return URI.create("rack:///");
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      ASKED.add(path.toUri().getPath());
      return super.getFileStatus(path);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize)
        throws IOException {
      ASKED.add(path.toUri().getPath());
      return super.open(path, bufferSize);
    }

    @Override
    public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
      ASKED.add(path.toUri().getPath());
      return super.exists(path);
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path path,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      ASKED.add(path.toUri().getPath());
      return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    }
  }

  @TempDir private Path folder;

  @BeforeEach
  void set() {
    // As spark-submit passes --conf on.
    System.setProperty(SETTING, Rack.class.getName());
    ModelBundle.shipped().write(folder.resolve("model"));
  }

  @AfterEach
  void unset() {
    System.clearProperty(SETTING);
    System.clearProperty("spark.master");
    System.clearProperty("spark.ui.enabled");
  }

  static Stream<String> options() {
    return Main.commands().getSubcommands().values().stream()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .filter(HadoopSettingsReachTest::isPath)
        .map(option -> (Field) option.userObject())
        .map(field -> field.getDeclaringClass().getSimpleName() + "." + field.getName())
        .distinct();
  }

  private static boolean isPath(OptionSpec option) {
    boolean isConverted =
        Arrays.stream(option.converters())
            .anyMatch(with -> with instanceof Location || with instanceof StoredFileConverter);
    return isConverted
        || PATH_LABEL.matcher(option.paramLabel()).matches()
        || Set.of(Path.class, File.class).contains(option.type());
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionThatIsAPath(String option) throws IOException {
    if (LOCAL.contains(option)) {
      return;
    }
    assertThat(LINES).as("how the option is reached: say it in this test").containsKey(option);
    makeFiles();
    String line = LINES.get(option);
    if (line.startsWith(NEEDS_SPARK)) {
      System.setProperty("spark.master", "local[1]");
      System.setProperty("spark.ui.enabled", "false");
      line = line.substring(NEEDS_SPARK.length());
    }
    String[] words = line.split(" ");
    String asked = line.replaceFirst(".*=R", "").replaceFirst(" .*", "");

    String err =
        ended(
            Integer.parseInt(words[0]),
            Arrays.stream(words)
                .skip(1)
                .map(word -> word.replace("=R/", "=rack://" + folder + "/"))
                .map(word -> word.replace("=L/", "=" + folder + "/"))
                .toArray(String[]::new));

    assertThat(Rack.ASKED).as(err).anyMatch(path -> path.startsWith(folder + asked));
    assertThat(err).doesNotContain("FileSystem").doesNotContain("0123456789abcdef");
  }

  private void makeFiles() throws IOException {
    Files.writeString(folder.resolve("site.conf"), "limit { depth = 2 }");
    Files.writeString(folder.resolve("key"), "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM");
    Files.writeString(
        folder.resolve("frames.csv"), "filename,timestamp_id\na.mat,20181005514526\n");
    Files.writeString(folder.resolve("metrics.csv"), METRICS);
    ended(0, "simulate", "--output=" + folder.resolve("a"), "--studies=1", "--frames-per-study=1");
    Files.move(folder.resolve("a/simulated-000.tar"), folder.resolve("a/1.tar"));
    Files.writeString(folder.resolve("list"), folder + "/a/1.tar\n");
  }

  @Test
  void aKeyThatIsNoneIsNotShown() throws IOException {
    Files.writeString(folder.resolve("key"), "too short to be a secret");

    assertThat(
            ended(
                2,
                "ingest",
                "--input=" + folder,
                "--warehouse=" + folder,
                "--privacy-key-file=rack://" + folder.resolve("key")))
        .contains("it has 24 bytes")
        .doesNotContain("too short to be");
    assertThat(
            ended(
                2,
                "ingest",
                "--input=" + folder,
                "--warehouse=" + folder,
                "--privacy-key-file=rack://" + folder.resolve("none")))
        .contains("Cannot read the privacy key rack://")
        .contains("there is no such file");
  }

  @Test
  void valuesOfAConfigurationAreTold() throws IOException {
    Files.writeString(folder.resolve("site.conf"), "limit { depth = many }");

    assertThat(
            ended(
                2,
                "ingest",
                "--input=" + folder,
                "--warehouse=" + folder,
                "--config=rack://" + folder.resolve("site.conf")))
        .contains("limit.depth in rack://");
  }

  @Test
  void whatIsMadeOnThisDiskSaysSo() {
    assertThat(ended(1, "demo", "--output=rack://" + folder.resolve("demo")))
        .contains("this is a path on the disk of this machine");
  }

  @Test
  void modelAndInputOfAnImage() {
    assertThat(ended(0, "simulate", "--output=" + folder.resolve("a"), "--studies=1")).isEmpty();

    ended(
        0,
        "image",
        "--model=rack://" + folder.resolve("model"),
        "--input=rack://" + folder.resolve("a/simulated-000.tar"),
        "--output=" + folder.resolve("image.png"));

    assertThat(folder.resolve("image.png")).exists();
  }

  @Test
  void theModelOfEnhance() {
    // What follows the options is the start of Spark, for which no master is set here.
    assertThat(
            ended(
                2, "enhance", "--warehouse=" + folder, "--model=rack://" + folder.resolve("model")))
        .contains("no master is set");
  }

  @Test
  void theModelThatATrainingStartsFrom() {
    TrainingOptions options = new TrainingOptions();

    new CommandLine(options).parseArgs("--init", "rack://" + folder.resolve("model"));

    assertThat(options.settings().toMap())
        .isEqualTo(
            Settings.of(Mode.GRAY_BOX).startingFrom(ModelBundle.shipped().network()).toMap());
  }

  private static String ended(int code, String... args) {
    StringWriter err = new StringWriter();
    assertThat(Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), args))
        .as(err.toString())
        .isEqualTo(code);
    return err.toString();
  }
}
