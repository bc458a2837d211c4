/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFormatsTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "%PDF-1.7,report.dcm,a PDF document",
        "    -1,modes.uff,a Universal File of vibration data (another UFF)",
        "RIFF1234AVI LIST,a.avi,an AVI film",
        "0123,case1.RFD,by its name a Siemens file of RF data",
        "0123,sweep.b8,by its name an Ultrasonix file of images"
      })
  void theContentTellsAndElseTheName(String head, String fileName, String name) {
    assertThat(KnownFormats.name(head.getBytes(StandardCharsets.ISO_8859_1), fileName))
        .hasValue(name);
  }

  @Test
  void anotherFileIsUnknown() {
    byte[] head = "hello".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(KnownFormats.name(head, "notes.txt")).isEmpty();
  }
}
