/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;

class DeviceSelectionTest {
  @Test
  void theCpuIsTakenWithoutLookingForCuda() {
    DeviceSelection selection =
        select(DeviceChoice.CPU, GpuOffer.given("1"), DeviceSelectionTest::unasked);

    assertThat(selection.name()).isEqualTo("cpu");
    assertThat(selection.reason()).isEqualTo("the CPU was asked for");
  }

  @Test
  void autoTakesTheCpuWhereThereIsNoCudaAndSaysWhy() {
    DeviceSelection selection =
        select(DeviceChoice.AUTO, GpuOffer.given("1"), DeviceSelectionTest::noCuda);

    assertThat(selection.name()).isEqualTo("cpu");
    assertThat(selection.reason()).isEqualTo("it has no CUDA, so the CPU is taken");
  }

  @Test
  void autoTakesTheGpuThatSparkGaveAndMayLeaveIt() {
    DeviceSelection selection = select(DeviceChoice.AUTO, GpuOffer.given("3"), Optional::empty);

    assertThat(selection.name()).isEqualTo("cuda:3");
    assertThat(selection.reason()).isEqualTo("Spark gave this task GPU 3");
    assertThat(selection.mayFallBack()).isTrue();
  }

  @Test
  void inOneProcessTheFirstGpuIsTaken() {
    DeviceSelection selection = select(DeviceChoice.GPU, GpuOffer.OF_MACHINE, Optional::empty);

    assertThat(selection.name()).isEqualTo("cuda:0");
    assertThat(selection.mayFallBack()).isFalse();
  }

  /** Other executors of the machine may have its GPUs. */
  @Test
  void onAClusterNoGpuIsTakenThatSparkDidNotGive() {
    DeviceSelection selection =
        select(DeviceChoice.AUTO, GpuOffer.NONE, DeviceSelectionTest::unasked);

    assertThat(selection.name()).isEqualTo("cpu");
    assertThat(selection.reason()).isEqualTo("Spark gave this task no GPU, so the CPU is taken");
    assertThatThrownBy(() -> select(DeviceChoice.GPU, GpuOffer.NONE, DeviceSelectionTest::unasked))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run on a GPU: Spark gave this task no GPU; set ");
  }

  @Test
  void aGpuThatCannotBeUsedIsAnErrorThatSaysWhatToDo() {
    assertThatThrownBy(
            () -> select(DeviceChoice.GPU, GpuOffer.given("0"), DeviceSelectionTest::noCuda))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run on a GPU: it has no CUDA; it needs an NVIDIA driver")
        .hasMessageEndingWith("or choose the device cpu or auto");
  }

  @Test
  void aGpuWithoutANumberIsAnErrorThatNamesIt() {
    assertThat(GpuOffer.given(" 7 ").gpu()).hasValue(7);
    assertThatThrownBy(() -> GpuOffer.given("MIG-1"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run on the GPU 'MIG-1': ONNX Runtime knows GPUs by number");
  }

  /** What this module is tested with is the build for CPUs. */
  @Test
  void theBuildForCpusIsTheReasonWhereNoOtherIsNamed() {
    DeviceSelection selection =
        DeviceSelection.of(
            DeviceChoice.AUTO, GpuOffer.given("0"), GpuSettings.DEFAULT, new Configuration(false));

    assertThat(selection.reason())
        .isEqualTo(
            "the ONNX Runtime of the job jar is the build for CPUs, and"
                + " spark.mimicknet.gpu.onnxruntime names no other, so the CPU is taken");
  }

  private static Optional<String> noCuda() {
    return Optional.of("it has no CUDA");
  }

  private static Optional<String> unasked() {
    throw new AssertionError("looked for CUDA");
  }

  private static DeviceSelection select(
      DeviceChoice choice, GpuOffer offer, Supplier<Optional<String>> obstacle) {
    return DeviceSelection.of(choice, offer, GpuSettings.DEFAULT, obstacle);
  }
}
