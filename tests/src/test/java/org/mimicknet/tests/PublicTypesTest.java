/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.mimicknet.Internal;

/** What users of the program as a library may rely on. All else may change with any version. */
class PublicTypesTest {
  private static final String ROOT = "org.mimicknet.";

  @Test
  void publicTypesAreThoseThatAUserNeeds() {
    assertThat(
            new ClassFileImporter()
                    .withImportOption(new ArchitectureTest.OnlyOurMainClasses())
                    .importPackages("org.mimicknet")
                    .stream()
                    .filter(JavaClass::isTopLevelClass)
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .filter(type -> !type.isAnnotatedWith(Internal.class))
                    .map(type -> type.getName().substring(ROOT.length())))
        .containsExactlyInAnyOrder(
            "Internal",
            "UserException",
            "action.ArchiveAction",
            "action.Enhance",
            "action.HeldFrames",
            "action.ImportMetrics",
            "action.Ingest",
            "action.MetadataUse",
            "action.Replay",
            "action.StorageFailedException",
            "action.Summarize",
            "archive.ArchiveLimits",
            "archive.Limit",
            "archive.Member",
            "archive.MemberException",
            "archive.Reason",
            "archive.Source",
            "archive.StorageException",
            "format.FormatReader",
            "format.FrameMetadata",
            "format.FrameRecord",
            "format.Identifiers",
            "format.PixelScope",
            "format.ReadSettings",
            "format.Redaction",
            "format.SourceReader",
            "image.Image",
            "image.Png",
            "inference.DeviceChoice",
            "inference.EngineChoice",
            "jobs.Main",
            "metrics.Comparison",
            "metrics.ImagePair",
            "metrics.Measure",
            "metrics.Metric",
            "metrics.Metrics",
            "metrics.Precision",
            "model.KerasImport",
            "model.ModelBundle",
            "model.ModelCard",
            "model.ModelException",
            "model.PixelSettings",
            "privacy.Privacy",
            "privacy.PrivacyKey",
            "signal.Clip",
            "signal.FrameException",
            "sql.MimickNetExtensions",
            "sql.MimickNetFunctions",
            "sql.MimickNetTransformer",
            "table.Table",
            "table.View",
            "table.Warehouse",
            "training.Experiments",
            "training.Search",
            "training.Train",
            "training.TrainingInputs",
            "training.fit.Epoch",
            "training.fit.Mode",
            "training.fit.Scores",
            "training.fit.Settings",
            "training.fit.TrainingResult");
  }
}
