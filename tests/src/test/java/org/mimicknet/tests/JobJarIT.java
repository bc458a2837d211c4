/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the job jar holds: licences, nothing that Spark brings, relocated classes, services. */
class JobJarIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root"));
  private static final BuiltLine LINE = BuiltLine.tested();
  private static final String SERVICES = "META-INF/services/";

  /** A line of the list of what is bundled: {@code group:artefact:version licence, licence}. */
  private static final Pattern BUNDLED =
      Pattern.compile("(?m)^([\\w.-]+):([\\w.-]+):[\\w.-]+ (.+)$");

  private static JarFile jar;
  private static Set<String> entries;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(LINE.jobJar().toFile());
    entries = names(jar);
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void ourLicenceAndNoticeAreThoseOfTheTree() throws IOException {
    assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(ROOT.resolve("LICENSE")));
    assertThat(text("META-INF/NOTICE")).isEqualTo(Files.readString(ROOT.resolve("NOTICE")));
  }

  @Test
  void theThirdPartyListOfTheTreeIsThatOfTheDefaultBuild() throws IOException {
    assumeTrue(LINE.build().equals(BuiltLine.DEFAULT), "The tree has no list of other builds");
    assertThat(Files.readString(ROOT.resolve("THIRD-PARTY.txt")))
        .as("Copy jobs/target/classes/META-INF/THIRD-PARTY.txt over THIRD-PARTY.txt")
        .isEqualTo(text("META-INF/THIRD-PARTY.txt"));
  }

  @Test
  void everyBundledArtefactHasItsLicence() throws IOException {
    List<MatchResult> bundled =
        BUNDLED.matcher(text("META-INF/THIRD-PARTY.txt")).results().toList();

    assertThat(bundled).hasSizeGreaterThan(20);
    for (MatchResult artefact : bundled) {
      // The text of Apache-2.0 is that of our own licence.
      assertThat(artefact.group(3).equals("Apache-2.0") || hasLicenceText(artefact))
          .as("Put the licence of %s into jobs/src/main/licences/GROUP/LICENSE", artefact.group())
          .isTrue();
    }
  }

  @Test
  void theNoticesOfBundledArtefactsAreKept() throws IOException {
    assertThat(text("META-INF/licences/jai-imageio-jpeg2000/LICENSE")).contains("JJ2000 Partners");
    assertThat(text("META-INF/licences/onnxruntime/ThirdPartyNotices.txt")).contains("Eigen");
    assertThat(entries).contains("META-INF/licences/jna/AL2.0");
  }

  @Test
  void noClassIsThereThatSparkBrings() throws IOException {
    Set<String> twice = new TreeSet<>();
    for (Path library : LINE.libraries()) {
      try (JarFile spark = new JarFile(library.toFile())) {
        names(spark).stream()
            .filter(name -> name.endsWith(".class") && entries.contains(name))
            .forEach(twice::add);
      }
    }

    assertThat(twice).isEmpty();
  }

  @Test
  void librariesThatSparkOrHadoopBringInOtherVersionsAreRelocated() {
    assertThat(entries)
        .contains(
            "org/mimicknet/shaded/protobuf/Message.class",
            "org/mimicknet/shaded/gson/Gson.class",
            "org/mimicknet/shaded/config/Config.class")
        .noneMatch(name -> name.startsWith("com/google/protobuf/"))
        .noneMatch(name -> name.startsWith("com/google/gson/"))
        .noneMatch(name -> name.startsWith("com/typesafe/config/"));
  }

  @Test
  void theServicesOfAllArtefactsAreMerged() throws IOException {
    assertThat(text(SERVICES + "ai.djl.engine.EngineProvider"))
        .contains("ai.djl.onnxruntime.engine.OrtEngineProvider");
    assertThat(text(SERVICES + "org.apache.spark.sql.SparkSessionExtensionsProvider"))
        .contains("org.mimicknet.");
    assertThat(text(SERVICES + "javax.imageio.spi.ImageReaderSpi"))
        .contains("com.twelvemonkeys.")
        .contains("com.github.jaiimageio.jpeg2000.");
  }

  @Test
  void deltaIsInTheJarsForSpark3WithItsNoticeAndServices() throws IOException {
    assumeTrue(
        LINE.build().startsWith("spark3"), "Each minor version of Spark 4 has its own Delta");

    assertThat(entries).contains("io/delta/sql/DeltaSparkSessionExtension.class");
    assertThat(
            text("META-INF/licences/delta-spark_" + LINE.build().split("_", 2)[1] + "/NOTICE.txt"))
        .contains("The Delta Lake Project Authors")
        .contains("Apache Spark");
    assertThat(text(SERVICES + "org.apache.spark.sql.sources.DataSourceRegister"))
        .contains("delta");
  }

  @Test
  void theJarForSpark4HasNoDeltaButTheKernelUnderANameOfItsOwn() {
    assumeTrue(LINE.build().startsWith("spark4"), "The jars for Spark 3 hold Delta");

    assertThat(entries)
        .anyMatch(name -> name.startsWith("org/mimicknet/shaded/delta/kernel/"))
        .noneMatch(name -> name.startsWith("io/delta/"));
  }

  @Test
  void everyServiceNamesAClassOfTheJar() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String service : entries) {
      if (service.startsWith(SERVICES) && service.indexOf('/', SERVICES.length()) < 0) {
        text(service)
            .lines()
            .map(line -> line.replaceAll("#.*", "").strip())
            .filter(name -> !name.isEmpty())
            .filter(name -> !entries.contains(name.replace('.', '/') + ".class"))
            .forEach(missing::add);
      }
    }

    assertThat(missing).isEmpty();
  }

  private static boolean hasLicenceText(MatchResult artefact) {
    return entries.stream()
        .anyMatch(
            name ->
                name.startsWith("META-INF/licences/" + artefact.group(1) + "/LICENSE")
                    || name.startsWith("META-INF/licences/" + artefact.group(2) + "/LICENSE"));
  }

  private static String text(String entry) throws IOException {
    assertThat(entries).contains(entry);
    return new String(
        jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Set<String> names(JarFile jar) {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(entry -> entry.getName())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
