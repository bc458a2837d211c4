/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.ModelBundle;
import picocli.CommandLine.Option;

/** The model that a command computes with. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      converter = Location.class,
      description =
          "Model bundle, as import-model and train write it; local, gs:// or hdfs:// (default: the"
              + " one that comes with the program, trained on simulated phantoms).")
  private String folder;

  /** The bundle, read and checked; needs no Spark. */
  ModelBundle bundle() {
    return folder == null
        ? ModelBundle.shipped()
        : ModelBundle.read(folder, HadoopSettings.beforeSession());
  }
}
