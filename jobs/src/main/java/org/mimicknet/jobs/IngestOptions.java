/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mimicknet.action.ArchiveAction;
import org.mimicknet.action.Ingest;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of {@code ingest}, shared with {@code reprocess} and {@code replay}. */
final class IngestOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--input",
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "PATH",
      converter = Location.class,
      description =
          "Files or folders: archives (zip, tar, 7z, compressed, nested) and plain files, walked"
              + " recursively; local, gs:// or hdfs://. A path that is not there may be a pattern"
              + " of Hadoop, in quotes: 'gs://bucket/site-*/2026-0?/*.zip'.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--input-list",
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "FILE",
      converter = Location.class,
      description =
          "Text files that name inputs, one a line, of any length, beside those of --input; local,"
              + " gs:// or hdfs://. Blank lines and those that begin with # are left out. What is"
              + " not there any more is quarantined with unreadable.")
  private List<String> inputLists = new ArrayList<>();

  @Option(
      names = "--site",
      converter = SiteName.class,
      paramLabel = "NAME",
      description = "Site of all these archives (default: the metadata's, else the scanner).")
  private String site;

  @Option(
      names = "--metadata",
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "CSV",
      converter = Location.class,
      description =
          "Metadata of the frames, joined on the column filename. CSVs with such a column among"
              + " the inputs and inside archives are found by themselves. Those named here win over"
              + " those among the inputs, and these over those inside archives.")
  private List<String> metadata = new ArrayList<>();

  @Option(
      names = "--batch-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description =
          "Archive bytes per commit: what a crash can lose (k, m, g, t; default: 8g for each core"
              + " of the Spark session). With reprocess also the bytes of unpacked pixels per"
              + " commit of enhance.")
  private Long batchBytes;

  @Option(
      names = "--formats",
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "SETTING=VALUE",
      description =
          "Settings of single formats: mat.layout (MimickNet or Verasonics) for a file that fits"
              + " both; verasonics.iq, verasonics.i, verasonics.q and"
              + " verasonics.clinical name the variables of a site's saves, several separated by"
              + " commas, of which the first that is there counts (default IQData,IQ; IData; QData;"
              + " ImgDataP,ImgData). In --config: formats { verasonics { iq = ... } }.")
  private Map<String, String> formats = new TreeMap<>();

  @Mixin private LimitOptions limits;

  @Mixin private PrivacyOptions privacy;

  /** Checks the options; runs before Spark starts. */
  void validate() {
    if (inputs.isEmpty() && inputLists.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing required option: '--input=PATH' or '--input-list=FILE'");
    }
    FormatReader.validateAll(formats);
    privacy.validate();
  }

  /** The bytes per commit, if the user says so. */
  Optional<Long> batchBytes() {
    return Optional.ofNullable(batchBytes);
  }

  Ingest action(Warehouse warehouse, String runId) {
    return applyTo(Ingest.into(warehouse, runId));
  }

  /** An action that reads archives, told which and how. */
  <A extends ArchiveAction<A>> A applyTo(A action) {
    A told =
        action
            .inputs(inputs)
            .inputLists(inputLists)
            .metadata(metadata)
            .settings(ReadSettings.DEFAULT.withLimits(limits.limits()).withOptions(formats))
            .privacy(privacy.step());
    if (batchBytes != null) {
      told = told.batchBytes(batchBytes);
    }
    return site == null ? told : told.site(site);
  }
}
