/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.action.Enhance;
import org.mimicknet.action.ImportMetrics;
import org.mimicknet.action.Ingest;
import org.mimicknet.action.MetadataUse;
import org.mimicknet.action.Summarize;
import org.mimicknet.metrics.ImagePair;
import org.mimicknet.metrics.Measure;
import org.mimicknet.metrics.Metric;
import org.mimicknet.table.View;
import org.mimicknet.table.Warehouse;

/** Results of actions, for a person and for the table {@code runs}. */
final class Results {
  private static final int ROWS = 100;
  private static final int CSVS = 10;
  private static final List<Metric> OVERALL =
      List.of(new Metric(ImagePair.OUTPUT, Measure.SSIM), new Metric(ImagePair.DAS, Measure.SSIM));

  private Results() {}

  static void print(Ingest.Result result, PrintWriter out) {
    if (result.untried() > 0) {
      out.printf(
          "Ingest: stopped, for the storage failed too often: %s archives or files were not tried;"
              + " %s frames from %s others, %s were there%n",
          result.untried(), result.framesOk(), result.sources(), result.present());
    } else if (result.sources() == 0) {
      out.printf("Ingest: nothing new, %s archives or files are there%n", result.present());
    } else {
      out.printf(
          "Ingest: %s frames from %s archives or files (%s); %s members gave no frame%n",
          result.framesOk(), result.sources(), size(result.bytes()), result.rejected());
    }
    print(result.metadata(), out);
    out.flush();
  }

  private static void print(List<MetadataUse> metadata, PrintWriter out) {
    List<MetadataUse> odd =
        metadata.stream().filter(csv -> csv.unmet() + csv.several() > 0).toList();
    odd.stream()
        .limit(CSVS)
        .forEach(
            csv ->
                out.printf(
                    "Metadata: of the %s rows of %s %s were joined to no frame that this run read,"
                        + " %s to several files%n",
                    csv.rows(), csv.csv(), csv.unmet(), csv.several()));
    if (odd.size() > CSVS) {
      out.printf(
          "Metadata: so did %s rows of %s further CSVs%n",
          odd.stream().skip(CSVS).mapToLong(csv -> csv.unmet() + csv.several()).sum(),
          odd.size() - CSVS);
    }
  }

  static Map<String, Long> counts(Ingest.Result result) {
    return Map.of(
        "sources", result.sources(),
        "frames_ok", result.framesOk(),
        "frames_failed", result.framesFailed(),
        "members_rejected", result.rejected());
  }

  static void print(Enhance.Result result, PrintWriter out) {
    if (result.frames() == 0) {
      out.println("Enhance: nothing new");
    } else {
      out.printf(
          "Enhance: %s frames enhanced, %s could not be%n", result.enhanced(), result.failed());
    }
    out.flush();
  }

  static Map<String, Long> counts(Enhance.Result result) {
    return Map.of("enhanced", result.enhanced(), "not_enhanced", result.failed());
  }

  static void print(Summarize.Result result, PrintWriter out) {
    out.printf(
        "Summarize: %s studies computed, %s unchanged%n", result.recomputed(), result.unchanged());
    out.flush();
  }

  static Map<String, Long> counts(Summarize.Result result) {
    return Map.of("studies", result.recomputed(), "studies_removed", result.removed());
  }

  static void print(ImportMetrics.Result result, PrintWriter out) {
    out.printf(
        "Import: %s new frames, %s new results, %s rows that cannot be read%n",
        result.frames(), result.results(), result.unreadable());
    out.flush();
  }

  static Map<String, Long> counts(ImportMetrics.Result result) {
    return Map.of(
        "frames_ok", result.frames(),
        "results", result.results(),
        "rows_unreadable", result.unreadable());
  }

  /**
   * Summarises, and prints what was done and the view {@code overall}; where no table has changed
   * since the last time, that the totals are as they were, for they cost more than all else.
   */
  static Summarize.Result summarized(Warehouse warehouse, String runId, PrintWriter out) {
    Summarize action = Summarize.on(warehouse, runId);
    Optional<Summarize.Result> unchanged = action.unchanged();
    if (unchanged.isPresent()) {
      print(unchanged.get(), out);
      out.printf(
          "No table has changed since. The totals: mimicknet sql --warehouse %s"
              + " \"SELECT * FROM overall\"%n",
          ShellWord.of(warehouse.path()));
      return unchanged.get();
    }
    return action.execute(
        OVERALL,
        (result, overall) -> {
          print(result, out);
          printOverall(overall, out);
        });
  }

  /** The view {@code overall} as a table. */
  static void printOverall(Warehouse warehouse, PrintWriter out) {
    printOverall(warehouse.read(View.OVERALL, OVERALL), out);
  }

  private static void printOverall(Dataset<Row> overall, PrintWriter out) {
    Dataset<Row> rounded =
        overall
            .selectExpr(
                "model_id",
                "n_frames",
                "n_studies",
                "round(ssim_mean, 6) AS ssim_mean",
                "round(ssim_std, 6) AS ssim_std",
                "round(ssim_mean_of_study_means, 6) AS ssim_mean_of_study_means",
                "round(ssim_std_of_study_means, 6) AS ssim_std_of_study_means",
                "round(das_ssim_mean, 6) AS das_ssim_mean")
            .orderBy("model_id");
    out.println(TableText.of(rounded, ROWS, 0));
  }

  /** Bytes in the largest unit that leaves a number of at least one. */
  static String size(long bytes) {
    if (bytes < 1L << 20) {
      return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }
}
