/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.mimicknet.reference.SharedData;

/** What independent readers found in the sample files. */
public final class Facts {
  private Facts() {}

  /** The facts of the files of one folder, by their paths below the samples. */
  public static Map<String, JsonNode> of(String folder) throws IOException {
    JsonNode all =
        JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .readTree(SharedData.sample("FACTS.json").toFile());
    Map<String, JsonNode> facts = new TreeMap<>();
    all.fields()
        .forEachRemaining(
            fact -> {
              if (fact.getKey().startsWith(folder + "/")) {
                facts.put(fact.getKey(), fact.getValue());
              }
            });
    return facts;
  }

  /** Holds shape, minimum, maximum and mean (of magnitudes, where complex) against the facts. */
  public static void assertEqual(
      String what, JsonNode facts, int[] shape, Samples samples, boolean complex) {
    assertThat(shape)
        .as(what)
        .containsExactly(new ObjectMapper().convertValue(facts.get("shape"), int[].class));
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int finite = 0;
    for (int i = 0; i < samples.size(); i++) {
      double value = complex ? Math.hypot(samples.real(i), samples.imaginary(i)) : samples.real(i);
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        finite++;
      }
    }
    if (finite == 0) {
      assertThat(facts.get("mean").asDouble()).as(what).isNaN();
      return;
    }
    assertThat(min).as(what).isCloseTo(facts.get("min").asDouble(), relative(min));
    assertThat(max).as(what).isCloseTo(facts.get("max").asDouble(), relative(max));
    double mean = sum / finite;
    assertThat(mean)
        .as(what)
        .isCloseTo(facts.get("mean").asDouble(), relative(Math.max(-min, max)));
  }

  private static Offset<Double> relative(double value) {
    return within(1e-12 + 1e-7 * Math.abs(value));
  }
}
