/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mimicknet.UserException;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
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
  private static final String NO_CLIP = "none";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--keras", required = true, paramLabel = "FILE.h5", description = "The model.")
  private Path keras;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "The bundle.")
  private Path output;

  @Option(
      names = "--clip-db",
      paramLabel = "DB|none",
      defaultValue = "-80",
      description =
          "Level at which the model's training data were clipped, or none (default"
              + " ${DEFAULT-VALUE}).")
  private String clipDb;

  @Option(
      names = "--padding",
      paramLabel = "RULE",
      defaultValue = PixelSettings.KERAS_REFLECT_END,
      description =
          "keras-reflect-end (what published numbers used, default) or minimal (adds nothing where"
              + " a side is a multiple of 16).")
  private String padding;

  @Option(
      names = "--name",
      paramLabel = "NAME",
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
    ModelCard card =
        new ModelCard(
            name == null ? stem(keras) : name,
            "imported from the Keras file " + keras.getFileName(),
            licence,
            new PixelSettings(clip(), PixelSettings.MIN_MAX, paddingRule()),
            Map.of(),
            Map.of());
    ModelBundle bundle = ModelBundle.of(card, KerasImport.read(keras));
    if (!dryRun) {
      bundle.write(output);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s: %d parameters, %s, in %s%n",
        dryRun ? "Would write" : "Wrote",
        bundle.modelId(),
        bundle.parameters(),
        bundle.preprocessingId(),
        output);
    out.flush();
    return ExitCode.DONE.code();
  }

  private Clip clip() {
    if (clipDb.equalsIgnoreCase(NO_CLIP)) {
      return new Clip.None();
    }
    try {
      return new Clip.AtDb(Double.parseDouble(clipDb));
    } catch (NumberFormatException e) {
      throw new UserException(
          "Cannot clip at '%s': --clip-db takes a negative number of decibels, or none"
              .formatted(clipDb),
          e);
    }
  }

  private String paddingRule() {
    return PaddingRule.of(padding).id();
  }

  private static String stem(Path file) {
    String text = file.getFileName().toString();
    int dot = text.lastIndexOf('.');
    return dot > 0 ? text.substring(0, dot) : text;
  }

  @Override
  public boolean verbose() {
    return common.verbose();
  }
}
