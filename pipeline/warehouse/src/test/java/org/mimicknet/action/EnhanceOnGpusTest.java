/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.inference.TestModels.scaled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.RootCause;
import org.mimicknet.UserException;
import org.mimicknet.action.Enhance.PixelStorage;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** A cluster whose executor has a GPU that is none, and whose tasks ask for none by themselves. */
class EnhanceOnGpusTest extends SparkTest {
  private static final int FRAMES = 6;

  @TempDir private Path folder;

  @Test
  void onlyTheStageThatEnhancesAsksForGpusAndACudaThatCannotBeUsedIsNoRow() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    for (int frame = 0; frame < FRAMES; frame++) {
      Files.write(archives.resolve(frame + ".mat"), MatFiles.frame(20, 17 + frame));
    }
    Path place = folder.resolve("warehouse");
    Path said = folder.resolve("said");

    ChildJvm.start(
            folder,
            ChildJvm.clusterEnvironment(folder),
            GpuCluster.class,
            archives.toString(),
            place.toString(),
            said.toString(),
            discoveryScript().toString())
        .succeeded();

    List<String> lines = Files.readAllLines(said);
    assertThat(lines.get(0))
        .as("what the first task found, which had a GPU")
        .startsWith("Cannot run on a GPU: the ONNX Runtime of this process cannot use CUDA (");
    assertThat(lines.get(1)).isEqualTo("0 rows");
    assertThat(lines.subList(2, lines.size()))
        .contains("enhances, asks for 0.5 GPU", "other, asks for none")
        .doesNotContain("enhances, asks for none", "other, asks for 0.5 GPU");
    Warehouse warehouse = Warehouse.open(spark, place.toString());
    assertThat(
            sql(
                "SELECT DISTINCT frame_id, status, device, provider IS NOT NULL, octet_length(output) > 0 FROM "
                    + warehouse.identifier(Table.ENHANCED)))
        .hasSize(FRAMES)
        .allSatisfy(
            row -> {
              assertThat(row.getString(1)).isEqualTo("ok");
              assertThat(row.getString(2)).isEqualTo("cpu");
              assertThat(row.getBoolean(3)).isTrue();
              assertThat(row.getBoolean(4)).isTrue();
            });
  }

  private Path discoveryScript() throws IOException {
    Path script = folder.resolve("gpus.sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo '{"name": "gpu", "addresses": ["0"]}'
        """);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  /** The driver. */
  static final class GpuCluster {
    private GpuCluster() {}

    public static void main(String[] args) throws Exception {
      SparkSession spark =
          session("local-cluster[1,2,1024]")
              .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
              // A folder of libraries that is named, so that the driver takes CUDA for possible.
              .config(
                  "spark.executor.extraJavaOptions",
                  "-XX:TieredStopAtLevel=1 -Donnxruntime.native.unknown.path=/nowhere")
              .config("spark.executor.cores", "2")
              .config("spark.worker.resource.gpu.amount", "1")
              .config("spark.worker.resource.gpu.discoveryScript", args[3])
              .config("spark.executor.resource.gpu.amount", "1")
              .getOrCreate();
      Warehouse warehouse = Warehouse.create(spark, args[1]);
      Ingest.into(warehouse, "run").inputs(List.of(args[0])).execute();
      List<String> said = new ArrayList<>();
      try {
        Enhance.in(warehouse, scaled(1), "gpu").device(DeviceChoice.GPU).execute();
      } catch (Exception e) {
        Throwable cause = RootCause.of(e);
        said.add(cause instanceof UserException ? cause.getMessage() : cause.toString());
      }
      said.add(warehouse.read(Table.ENHANCED).count() + " rows");
      Queue<String> stages = new ConcurrentLinkedQueue<>();
      listening(
          spark,
          stages,
          () -> {
            Enhance.in(warehouse, scaled(1), "auto")
                .pixelStorage(PixelStorage.WITH_OUTPUT)
                .execute();
            Summarize.on(warehouse, "auto").execute();
          });
      said.addAll(stages);
      Files.write(Path.of(args[2]), said);
      spark.stop();
    }

    private static void listening(SparkSession spark, Queue<String> stages, Runnable work)
        throws Exception {
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onStageCompleted(SparkListenerStageCompleted stage) {
                  stages.add(description(spark, stage.stageInfo()));
                }
              });
      work.run();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    }

    private static String description(SparkSession spark, StageInfo stage) {
      boolean enhances =
          stage.accumulables().values().exists(it -> it.name().contains("session loads"));
      ResourceProfile profile =
          spark
              .sparkContext()
              .resourceProfileManager()
              .resourceProfileFromId(stage.resourceProfileId());
      var gpu = profile.taskResourcesJMap().get("gpu");
      return "%s, asks for %s"
          .formatted(enhances ? "enhances" : "other", gpu == null ? "none" : gpu.amount() + " GPU");
    }
  }
}
