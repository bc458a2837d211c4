/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.table.Rows;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.data.FramesFixture;
import org.mimicknet.training.data.TrainingFrame;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;

/** A warehouse of small simulated frames, and trainings of a second on it. */
final class TrainingWarehouse {
  static final TrainingInputs INPUTS =
      new TrainingInputs(TrainingInputs.ALL_FRAMES, 100, null, "test", "none", 1);

  private static final int STUDIES = 30;

  private TrainingWarehouse() {}

  static Warehouse in(Path folder, SparkSession spark) {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int study = 0; study < STUDIES; study++) {
      TrainingFrame frame = FramesFixture.frame(study);
      Map<String, Object> row =
          new HashMap<>(Rows.frame(frame.site(), frame.studyId(), frame.frameId()));
      row.put("height", frame.das().orElseThrow().height());
      row.put("width", frame.das().orElseThrow().width());
      row.put("pairing", "paired");
      row.put("das", frame.das().orElseThrow().toBytes());
      row.put("clinical", frame.clinical().orElseThrow().toBytes());
      rows.add(row);
    }
    Rows.append(warehouse, Table.FRAMES, rows);
    return warehouse;
  }

  /** A gray-box training of so many epochs of so many steps. */
  static Settings settings(int epochs, int steps) {
    return Settings.of(Mode.GRAY_BOX)
        .with(
            Map.of(
                "filters", "2",
                "loss", "ssim",
                "crop", "32x32",
                "batch", "2",
                "epochs", Integer.toString(epochs),
                "stop-after", "100",
                "steps", Integer.toString(steps)));
  }

  /** The id of a trial with these settings. */
  static String trialId(Warehouse warehouse, Settings settings) {
    FrameSet frames = FrameSet.prepare(warehouse, "run", INPUTS.condition(), INPUTS.mostFrames());
    return Trial.of(settings, frames, INPUTS.initialOrNull()).id();
  }
}
