/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.Facts;
import org.mimicknet.format.TestMembers;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Arrays of numbers of MAT files of version 5 against what SciPy found. */
@NeedsSharedData("MAT files of MATLAB and of test suites")
class MatFactsTest {
  private int compared;
  private final List<String> logical = new ArrayList<>();

  @Test
  void everyArrayOfNumbersEqualsTheFacts() throws Exception {
    for (Map.Entry<String, JsonNode> fact : Facts.of("mat-v5").entrySet()) {
      Set<String> names = new TreeSet<>();
      JsonNode variables = fact.getValue().path("vars");
      variables
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (variables.get(name).has("min")) {
                  (isLogical(fact.getValue(), name) ? logical : names).add(name);
                }
              });
      if (!names.isEmpty()) {
        compare(fact.getKey(), names, variables);
      }
    }

    assertThat(logical).as("truth values, which are no pixels and not read").hasSize(7);
    assertThat(compared).isEqualTo(110);
  }

  private void compare(String sample, Set<String> names, JsonNode facts)
      throws IOException, MemberException {
    Mat5Variables variables =
        Mat5Variables.read(
            TestMembers.of(Files.readAllBytes(SharedData.sample(sample))),
            names,
            ArchiveLimits.DEFAULT);
    for (String name : names) {
      MatArray array = variables.array(name).orElseThrow();
      Facts.assertEqual(
          sample + " " + name,
          facts.get(name),
          array.dimensions(),
          array.page(name, 0).samples(),
          array.isComplex());
      compared++;
    }
  }

  private static boolean isLogical(JsonNode facts, String name) {
    for (JsonNode variable : facts.path("whosmat")) {
      if (variable.get(0).asText().equals(name)) {
        return variable.get(2).asText().equals("logical");
      }
    }
    return false;
  }
}
