/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.TaskResourceProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.UserException;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.GpuSettings;

class GpuResourcesTest {
  private static final GpuSettings WITH_JAR = new GpuSettings("/opt/gpu.jar", 2, 1 << 30);

  private final SparkConf conf =
      new SparkConf(false)
          .set("spark.master", "spark://host:7077")
          .set("spark.executor.resource.gpu.amount", "1")
          .set("spark.executor.cores", "4");

  @Test
  void gpuIsRefusedBeforeAnyTaskWhereExecutorsHaveNone() {
    conf.remove("spark.executor.resource.gpu.amount");

    assertThatThrownBy(() -> GpuResources.requireOnCluster(conf, WITH_JAR))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot run on a GPU: spark.executor.resource.gpu.amount is not set, so executors have"
                + " none; set it to 1");
  }

  @Test
  void gpuIsRefusedWhereTasksAreGivenNone() {
    conf.set("spark.dynamicAllocation.enabled", "true");

    assertThatThrownBy(() -> GpuResources.requireOnCluster(conf, WITH_JAR))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot run on a GPU: executors have GPUs, but no task is given one; set"
                + " spark.task.resource.gpu.amount to 1 divided by the cores");
    conf.set("spark.task.resource.gpu.amount", "0.25");
    assertThatCode(() -> GpuResources.requireOnCluster(conf, WITH_JAR)).doesNotThrowAnyException();
  }

  @Test
  void gpuIsRefusedWhereNothingNamesARuntimeWithCuda() {
    assertThatThrownBy(() -> GpuResources.requireOnCluster(conf, GpuSettings.DEFAULT))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot run on a GPU: spark.mimicknet.gpu.onnxruntime is not set, and the ONNX Runtime"
                + " of the job jar is the build for CPUs");
    conf.set("spark.executor.extraJavaOptions", "-Donnxruntime.native.path=/opt/onnxruntime");
    assertThatCode(() -> GpuResources.requireOnCluster(conf, GpuSettings.DEFAULT))
        .doesNotThrowAnyException();
  }

  @Test
  void inOneProcessTheDriverLooksForCudaItself() {
    Tunables tunables = Tunables.of(LocalSpark.SESSION);

    assertThatThrownBy(() -> require(tunables, DeviceChoice.GPU, EngineChoice.AUTO))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run on a GPU: the ONNX Runtime of the job jar is");
    assertThatThrownBy(() -> require(tunables, DeviceChoice.GPU, EngineChoice.VECTOR))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run on a GPU: the vector engine runs on the CPU only");
    assertThatCode(() -> require(tunables, DeviceChoice.AUTO, EngineChoice.VECTOR))
        .doesNotThrowAnyException();
  }

  private static void require(Tunables tunables, DeviceChoice device, EngineChoice engine) {
    GpuResources.require(LocalSpark.SESSION.sparkContext(), tunables, device, engine);
  }

  @Test
  void theStageThatEnhancesAsksForAShareForEachCoreAndForNoOtherExecutors() {
    ResourceProfile profile = GpuResources.profile(conf).orElseThrow();

    assertThat(profile).isInstanceOf(TaskResourceProfile.class);
    assertThat(profile.taskResourcesJMap().get("gpu").amount()).isEqualTo(0.25);
    assertThat(profile.taskResourcesJMap().get("cpus").amount()).isEqualTo(1);
  }

  /** Spark rounds down how often a share goes into one GPU. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 1, 3", "49, 1, 49", "103, 1, 103", "16, 4, 4", "6, 4, 2", "2, 4, 1"})
  void allCoresFindAShare(int cores, int gpus, int tasksOfAGpu) {
    conf.set("spark.executor.cores", String.valueOf(cores));
    conf.set("spark.executor.resource.gpu.amount", String.valueOf(gpus));

    double share = GpuResources.profile(conf).orElseThrow().taskResourcesJMap().get("gpu").amount();

    assertThat((int) Math.floor(1 / share)).isEqualTo(tasksOfAGpu);
  }

  @Test
  void nothingIsAskedForWhereTasksDoAlreadyOrThereAreNoGpus() {
    assertThat(GpuResources.profile(conf.clone().set("spark.task.resource.gpu.amount", "1")))
        .isEmpty();
    assertThat(GpuResources.profile(conf.clone().set("spark.executor.resource.gpu.amount", "0")))
        .isEmpty();
    assertThat(GpuResources.profile(conf.clone().set("spark.master", "local[4]"))).isEmpty();
    assertThat(GpuResources.profile(conf.clone().set("spark.dynamicAllocation.enabled", "true")))
        .isEmpty();
  }
}
