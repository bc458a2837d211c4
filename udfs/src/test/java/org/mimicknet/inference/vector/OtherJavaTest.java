/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.VectorModule;

/**
 * The kernels as this Java's compiler made them, in the JVM of another: they link, and their images
 * have the same bits. Sums of doubles over a register have no order by contract.
 */
class OtherJavaTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25})
  void kernelsComputeTheSameOnAnotherJava(int version) throws Exception {
    assumeTrue(version != Runtime.version().feature(), "This is Java " + version);
    Optional<Path> home = OtherJava.home(version);
    assumeTrue(
        home.isPresent(),
        () ->
            "No JDK %s is installed here: set JAVA_HOME_%s to the folder of one"
                .formatted(version, version));

    Map<String, String> here = outputs(ChildJvm.home());
    Map<String, String> there = outputs(home.get());

    assertThat(there.remove("version")).isEqualTo(Integer.toString(version));
    here.remove("version");
    assertThat(there.keySet()).isEqualTo(here.keySet()).hasSize(23);
    assertThat(here).containsEntry("vector engine", "works");
    assertThat(there).containsEntry("vector engine", "works");
    there.forEach(
        (name, value) -> {
          if (value.contains(".")) {
            assertThat(Double.parseDouble(value))
                .as(name)
                .isCloseTo(Double.parseDouble(here.get(name)), within(TOLERANCE));
          } else {
            assertThat(value).as(name).isEqualTo(here.get(name));
          }
        });
  }

  private static Map<String, String> outputs(Path home) throws Exception {
    ChildJvm.Said said =
        ChildJvm.run(
            home,
            List.of(VectorModule.FLAG, "-XX:PerMethodTrapLimit=100000"),
            System.getProperty("java.class.path"),
            KernelOutputs.class);
    assertThat(said.err()).doesNotContain("WARN ").doesNotContain("Exception");
    Map<String, String> outputs = new LinkedHashMap<>();
    said.out()
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              outputs.put(line.substring(0, equals), line.substring(equals + 1));
            });
    return outputs;
  }
}
