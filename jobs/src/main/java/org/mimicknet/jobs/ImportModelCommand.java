/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.Network;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.signal.Clip;
import org.mimicknet.signal.PaddingRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A Keras file into a model bundle. */
@Command(
    name = "import-model",
    description = "Turn a Keras .h5 file of MimickNet into a model bundle (ONNX and model.json).",
    footer = {
      "",
      "Examples:",
      "  mimicknet import-model --keras mimicknet.h5 --output models/mimicknet",
      "  mimicknet import-model --keras mimicknet_legacy.h5 --clip-db none --output models/legacy"
    })
final class ImportModelCommand implements Callable<Integer>, Verbose {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--keras",
      required = true,
      paramLabel = "FILE.h5",
      converter = StoredFileConverter.class,
      description = "The model; local, gs:// or hdfs://.")
  private StoredFile keras;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The bundle; local, gs:// or hdfs://.",
      converter = Location.class)
  private String output;

  @Option(
      names = "--clip-db",
      paramLabel = "DB|none",
      defaultValue = "-80",
      converter = ClipLevel.class,
      description =
          "Level at which the model's training data were clipped, or none (default"
              + " ${DEFAULT-VALUE}).")
  private Clip clip;

  @Option(
      names = "--padding",
      paramLabel = "RULE",
      defaultValue = PixelSettings.KERAS_REFLECT_END,
      converter = Padding.class,
      description =
          "keras-reflect-end (what published numbers used, default) or minimal (adds nothing where"
              + " a side is a multiple of 16).")
  private PaddingRule padding;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      converter = ModelName.class,
      description = "Name of the model (default: that of the file).")
  private String name;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "unknown: ask the author of the weights",
      description = "Licence of the weights, kept in model.json.")
  private String licence;

  @Option(names = "--dry-run", description = "Read and check the file and write nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (!dryRun) {
      ModelBundle.requirePlace(output, HadoopSettings.beforeSession());
    }
    ModelCard card =
        new ModelCard(
            name == null ? nameOf(keras.name()) : name,
            "imported from the Keras file " + keras.name(),
            licence,
            new PixelSettings(clip, PixelSettings.MIN_MAX, padding.id()),
            Map.of(),
            Map.of());
    ModelBundle bundle = ModelBundle.of(card, network());
    if (!dryRun) {
      bundle.write(output, HadoopSettings.beforeSession());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s: %s parameters, %s, in %s%n",
        dryRun ? "Would write" : "Wrote",
        bundle.modelId(),
        bundle.parameters(),
        bundle.preprocessingId(),
        output);
    out.flush();
    return ExitCode.DONE.code();
  }

  private Network network() {
    try {
      return keras.read(KerasImport::read);
    } catch (FileNotFoundException e) {
      throw new UserException(
          "Cannot import %s: there is no such file; give the .h5 file of a Keras model"
              .formatted(keras),
          e);
    } catch (IOException e) {
      throw new UserException(
          "Cannot import %s: %s; check the address and the credentials"
              .formatted(keras, e.getMessage()),
          e);
    }
  }

  private static String nameOf(String text) {
    int dot = text.lastIndexOf('.');
    return ModelCard.nameLike(dot > 0 ? text.substring(0, dot) : text);
  }

  @Override
  public boolean verbose() {
    return common.verbose();
  }
}
