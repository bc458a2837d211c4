package org.mimicknet.jobs;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.action.Ingest;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code ingest}, shared with {@code reprocess}. */
final class IngestOptions {
  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "PATH",
      description =
          "Files or folders: archives (zip, tar, tar.gz, nested) and plain files, walked"
              + " recursively; local, gs:// or hdfs://.")
  private List<String> inputs;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "Site of all these archives (default: the metadata's, else the scanner).")
  private String site;

  @Option(
      names = "--metadata",
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "CSV",
      description =
          "Metadata of the frames, joined on the column filename. CSVs with such a column among"
              + " the inputs and inside archives are found by themselves; loose ones win over those"
              + " inside, and of several loose ones the first by path.")
  private List<String> metadata = new ArrayList<>();

  @Option(
      names = "--batch-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      defaultValue = "16g",
      description =
          "Archive bytes per commit: what a crash can lose (default ${DEFAULT-VALUE}; k, m, g, t).")
  private long batchBytes;

  @Mixin private LimitOptions limits;

  @Mixin private PrivacyOptions privacy;

  /** Checks the options; runs before Spark starts. */
  void validate() {
    privacy.validate();
  }

  Ingest action(Warehouse warehouse, String runId) {
    Ingest ingest =
        Ingest.into(warehouse, runId)
            .inputs(inputs)
            .metadata(metadata)
            .batchBytes(batchBytes)
            .settings(ReadSettings.DEFAULT.withLimits(limits.limits()))
            .privacy(privacy.step());
    return site == null ? ingest : ingest.site(site);
  }
}
