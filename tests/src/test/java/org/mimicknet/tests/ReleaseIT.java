/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is handed out, of the jars that are built. */
class ReleaseIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final String SCRIPT = "jobs/release/dist.sh";
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)\\s]*)?\\)");

  @TempDir private Path folder;

  @Test
  void theJarsOfAllLinesAreThereAndTheSumsAndTheLinksAreRight() throws Exception {
    List<String> jars = new ArrayList<>();
    for (BuiltLine line : BuiltLine.all()) {
      jars.add(line.required().jobJar().getFileName().toString());
    }
    Path dist = folder.resolve("handed out");

    run(ROOT.resolve(SCRIPT).toString(), "--built", dist.toString()).succeeded();

    for (String jar : jars) {
      assertThat(dist.resolve(jar)).isNotEmptyFile();
    }
    run("bash", "-c", "cd \"$1\" && sha256sum -c --strict SHA256SUMS", "sums", dist.toString())
        .succeeded();
    List<Path> files = files(dist);
    assertThat(Files.readAllLines(dist.resolve("SHA256SUMS"))).hasSize(files.size() - 1);
    assertThat(files.stream().map(file -> dist.relativize(file).toString()))
        .contains("mimicknet", "spark/pom.xml", "notebooks/mimicknet_spark.py")
        .noneMatch(name -> name.contains("__pycache__") || name.contains(".ipynb_checkpoints"));
    for (Path page : files) {
      if (page.toString().endsWith(".md")) {
        assertThat(links(page)).as(page.toString()).allMatch(Files::exists);
      }
    }
  }

  @Test
  void aFolderThatIsThereIsLeftAsItIs() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine"), "of a user");

    Cli.Run run = run(ROOT.resolve(SCRIPT).toString(), "--built", folder.toString()).endedWith(1);

    assertThat(run.err()).contains(folder + " is there already. Name a folder that is not");
    assertThat(mine).hasContent("of a user");
  }

  @ParameterizedTest
  @CsvSource({
    "spark4_2.13, 17, begins with the default line and builds the others itself",
    "spark3_2.12, 25, is compiled against the vector module of JDK 17. Set JAVA_HOME to a JDK 17"
  })
  void aBuildOfAnotherLineOrOnAnotherJavaIsRefused(String build, String java, String sentence)
      throws Exception {
    Path script = folder.resolve(SCRIPT);
    Files.createDirectories(script.getParent());
    Files.copy(ROOT.resolve(SCRIPT), script, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(folder.resolve("conf"));
    Files.copy(ROOT.resolve("conf/runtimes.csv"), folder.resolve("conf/runtimes.csv"));
    Files.createDirectory(folder.resolve("dist"));
    String jar = "mimicknet-jobs-" + build + ".jar";

    Cli.Run run = run(script.toString(), "false", jar, java).endedWith(1);

    assertThat(run.err()).startsWith("dist.sh: Cannot fill dist/").contains(sentence);
    assertThat(folder.resolve("dist")).isEmptyDirectory();
  }

  private Cli.Run run(String... command) throws IOException, InterruptedException {
    return Cli.run(new ProcessBuilder(command), folder);
  }

  private static List<Path> files(Path within) throws IOException {
    try (Stream<Path> files = Files.walk(within)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(link -> page.resolveSibling(link.group(1)))
        .toList();
  }
}
