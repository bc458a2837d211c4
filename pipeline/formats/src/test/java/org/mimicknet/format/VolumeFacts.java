/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.mimicknet.image.Image;

/** What nibabel found in a volume: its shape and the statistics of all its slices. */
public final class VolumeFacts {
  private VolumeFacts() {}

  /** Holds the slices of a volume against the facts. */
  public static void assertEqual(String name, JsonNode data, List<FrameRecord> records) {
    JsonNode shape = data.get("shape");
    int slices = 1;
    for (int i = 2; i < shape.size(); i++) {
      slices *= shape.get(i).asInt();
    }
    assertThat(records).as(name).hasSize(slices);
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long count = 0;
    for (int i = 0; i < slices; i++) {
      FrameRecord record = records.get(i);
      assertThat(record.frameIndex()).isEqualTo(i);
      assertThat(record.das()).isEmpty();
      Image slice = record.clinical().orElseThrow();
      assertThat(slice.width()).as(name).isEqualTo(shape.get(0).asInt());
      assertThat(slice.height()).as(name).isEqualTo(shape.get(1).asInt());
      for (float pixel : slice.pixels()) {
        min = Math.min(min, pixel);
        max = Math.max(max, pixel);
        sum += pixel;
        count++;
      }
    }
    double unit = Math.max(1, Math.abs(data.get("max").asDouble()));
    assertThat(min).as(name).isCloseTo(data.get("min").asDouble(), within(1e-7 * unit));
    assertThat(max).as(name).isCloseTo(data.get("max").asDouble(), within(1e-7 * unit));
    assertThat(sum / count).as(name).isCloseTo(data.get("mean").asDouble(), within(1e-7 * unit));
  }
}
