/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;
import picocli.CommandLine;

/**
 * A storage that only {@code --conf spark.hadoop.fs.rack.impl} names is reached by all commands.
 */
class HadoopSettingsReachTest {
  private static final String SETTING = "spark.hadoop.fs.rack.impl";

  /** The local disk under another scheme. */
  public static final class Rack extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("rack:///");
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
