/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.113619.2.21.20200229131415.3.mat",
        "US.1.2.826.0.1.3680043.9.9999.1000.1",
        "study_1.3.6.1.4.1.14519.5.2.1/frame.mat",
        "2.25.329800735698586629295641978511506172918.dcm"
      })
  void aUidIsFound(String path) {
    assertThat(Uids.areIn(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preproc-1.2.3.20240115/frame.mat",
        "study_2.1.0.20240301.zip",
        "1.3.2026.120000.mat",
        "2026-3-1.12.00.00.123.mat",
        "0.125000.0.250000.mat",
        "192.168.100.100_export.zip",
        "2026.03.01.12.00.00.000000.mat",
        "v2.10.3.tar"
      })
  void versionsTimesAndAddressesAreNone(String path) {
    assertThat(Uids.areIn(path)).isFalse();
  }
}
