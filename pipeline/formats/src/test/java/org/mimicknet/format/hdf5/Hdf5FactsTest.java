/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.Facts;
import org.mimicknet.format.Samples;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Arrays of numbers against what h5py found. */
@NeedsSharedData("HDF5 files of MATLAB and of test suites")
class Hdf5FactsTest {
  private int compared;
  private final List<String> notRead = new ArrayList<>();

  @Test
  void everyArrayOfNumbersOfTheMat73SamplesEqualsTheFacts() throws Exception {
    compare("mat-v73");

    assertThat(compared).isEqualTo(656);
    assertThat(notRead).isEmpty();
  }

  @Test
  void everyArrayOfNumbersOfTheHdf5SamplesEqualsTheFacts() throws Exception {
    compare("hdf5");

    assertThat(compared).isEqualTo(41);
    assertThat(notRead).isEmpty();
  }

  private void compare(String folder) throws Exception {
    for (Map.Entry<String, JsonNode> fact : Facts.of(folder).entrySet()) {
      byte[] bytes = Files.readAllBytes(SharedData.sample(fact.getKey()));
      Hdf5File file = Hdf5File.open(bytes, ArchiveLimits.DEFAULT);
      JsonNode datasets = fact.getValue().path("datasets");
      for (String path : (Iterable<String>) datasets::fieldNames) {
        if (datasets.get(path).has("min")) {
          compare(fact.getKey() + " " + path, file, path, datasets.get(path));
        }
      }
    }
  }

  private void compare(String what, Hdf5File file, String path, JsonNode facts)
      throws MemberException {
    Optional<Hdf5Node> node = Optional.of(file.root());
    for (String name : path.split("/", -1)) {
      node = node.map(Hdf5Group.class::cast).flatMap(group -> group.child(name));
    }
    if (node.isEmpty() || !(node.get() instanceof Hdf5Array array)) {
      notRead.add(what);
      return;
    }
    Facts.assertEqual(what, facts, array.shape(), array.all(), array.isComplex());
    assertRowsAreTheWhole(what, array);
    compared++;
  }

  private static void assertRowsAreTheWhole(String what, Hdf5Array array) throws MemberException {
    if (array.shape().length == 0) {
      return;
    }
    double[] all = numbers(array.all());
    double[] rows = new double[all.length];
    int at = 0;
    for (int row = 0; row < array.shape()[0]; row++) {
      double[] part = numbers(array.row(row));
      System.arraycopy(part, 0, rows, at, part.length);
      at += part.length;
    }
    assertThat(rows).as(what).isEqualTo(all);
  }

  private static double[] numbers(Samples samples) {
    return IntStream.range(0, samples.size()).mapToDouble(samples::real).toArray();
  }
}
