/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;

class TrainingDeviceTest {
  @Test
  void theGpuThatSparkGaveIsUsedIfPyTorchCan() {
    TrainingDevice device = TrainingDevice.of(List.of("3"), true);

    assertThat(device.device()).isEqualTo(Device.gpu(3));
    assertThat(device).hasToString("gpu(3)");
  }

  @Test
  void withoutCudaItIsTheCpuAndSaysWhy() {
    TrainingDevice device = TrainingDevice.of(List.of("3"), false);

    assertThat(device.device()).isEqualTo(Device.cpu());
    assertThat(device).hasToString("cpu(): Spark gave GPU 3, but this PyTorch has no CUDA");
  }

  @Test
  void aGpuThatSparkDidNotGiveIsLeftAlone() {
    TrainingDevice device = TrainingDevice.of(List.of(), true);

    assertThat(device.device()).isEqualTo(Device.cpu());
    assertThat(device).hasToString("cpu()");
  }

  @Test
  void anAddressThatIsNoNumberIsTheUsersError() {
    assertThatThrownBy(() -> TrainingDevice.of(List.of("MIG-1"), true))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot train on the GPU 'MIG-1': PyTorch knows GPUs by number;");
  }
}
