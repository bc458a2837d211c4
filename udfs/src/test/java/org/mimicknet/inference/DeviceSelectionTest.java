/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;

class DeviceSelectionTest {
  @Test
  void theCpuIsTakenWithoutLookingForCuda() {
    DeviceSelection selection =
        DeviceSelection.of(
            DeviceChoice.CPU,
            1,
            () -> {
              throw new AssertionError("looked for CUDA");
            });

    assertThat(selection.name()).isEqualTo("cpu");
    assertThat(selection.reason()).isEqualTo("the CPU was asked for");
  }

  @Test
  void autoTakesTheCpuWhereThereIsNoCuda() {
    DeviceSelection selection = DeviceSelection.of(DeviceChoice.AUTO, () -> false);

    assertThat(selection.name()).isEqualTo("cpu");
    assertThat(selection.reason())
        .isEqualTo("the ONNX Runtime of this process cannot use CUDA, so the CPU is taken");
  }

  @Test
  void autoTakesTheGpuThatSparkGave() {
    DeviceSelection selection = DeviceSelection.of(DeviceChoice.AUTO, 3, () -> true);

    assertThat(selection.name()).isEqualTo("cuda:3");
    assertThat(selection.reason()).isEqualTo("Spark gave this task GPU 3");
  }

  @Test
  void withoutAGpuOfSparkTheFirstOneIsTaken() {
    DeviceSelection selection = DeviceSelection.of(DeviceChoice.GPU, () -> true);

    assertThat(selection.name()).isEqualTo("cuda:0");
  }

  @Test
  void aGpuThatCannotBeUsedIsAnErrorThatSaysWhatToDo() {
    assertThatThrownBy(() -> DeviceSelection.of(DeviceChoice.GPU, 0, () -> false))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run on a GPU: the ONNX Runtime of this process cannot use")
        .hasMessageEndingWith("or choose the device cpu or auto");
  }
}
