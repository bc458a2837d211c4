/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.UserException;
import org.mimicknet.spark.FoundSpark;
import org.mimicknet.spark.SparkBuild;

class DeltaOnClassPathTest {
  private static final ClassLoader OURS = DeltaOnClassPathTest.class.getClassLoader();

  @TempDir Path folder;

  @Test
  void theDeltaOfTheBuildIsFoundWithItsVersionAndFits() {
    assertThatCode(DeltaOnClassPath::require).doesNotThrowAnyException();
    assertThat(DeltaJar.seenBy(OURS))
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.version()).isEqualTo(SparkBuild.delta());
              assertThat(Path.of(delta.place())).exists();
              assertThat(delta.spark()).hasValue(SparkBuild.minor(FoundSpark.version()));
            });
  }

  @Test
  void aSecondDeltaOfAnotherVersionIsNamedWithBothPlaces() throws IOException {
    Path second = deltaJar("delta-spark_2.12-3.2.0.jar", "3.2.0");

    List<DeltaJar> found = seenWith(second);

    assertThat(DeltaOnClassPath.warning(found))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith(
                        "Two versions of Delta Lake are on the class path: %s in %s, which is used, and"
                                .formatted(SparkBuild.delta(), found.get(0).place())
                            + " 3.2.0 in "
                            + second
                            + ".")
                    .contains("spark.jars.packages", "the optional component DELTA"));
    assertThat(DeltaOnClassPath.refusal(found, FoundSpark.version())).isEmpty();
  }

  @Test
  void theSameVersionTwiceIsNoWarning() throws IOException {
    assertThat(DeltaOnClassPath.warning(seenWith(deltaJar("again.jar", SparkBuild.delta()))))
        .isEmpty();
  }

  @Test
  void aJobJarTellsTheDeltaThatItHolds() throws IOException {
    Path jar = folder.resolve("mimicknet-jobs-spark3_2.12.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "io/delta/sql/DeltaSparkSessionExtension.class", "");
      entry(out, "org/mimicknet/spark/build.properties", "delta=3.3.3\n");
    }

    assertThat(seenAlone(jar)).containsExactly(new DeltaJar(jar.toString(), "3.3.3"));
  }

  @Test
  void aJarThatDoesNotTellItsVersionIsNotRefused() throws IOException {
    Path jar = folder.resolve("everything.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "io/delta/sql/DeltaSparkSessionExtension.class", "");
    }

    List<DeltaJar> found = seenAlone(jar);

    assertThat(found).containsExactly(new DeltaJar(jar.toString(), DeltaJar.UNKNOWN));
    assertThat(DeltaOnClassPath.refusal(found, "4.2.0")).isEmpty();
  }

  @Test
  void aSessionWithoutDeltaIsRefusedWithWhatToAdd() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader none = new URLClassLoader(new URL[0], null)) {
      thread.setContextClassLoader(none);

      assertThatThrownBy(DeltaOnClassPath::require)
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(
              "Cannot use a warehouse: Delta Lake is not on the class path of this Spark "
                  + FoundSpark.version()
                  + ". Add it with --packages io.delta:delta-spark_");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "delta-spark_4.2_2.13-4.4.0.jar, 4.4.0, 4.2.0, ",
    "delta-spark_4.0_2.13-4.4.0.jar, 4.4.0, 4.0.2, ",
    "delta-spark_4.0_2.13-4.4.0.jar, 4.4.0, 4.2.0, 4.0",
    "delta-spark_2.13-4.0.1.jar, 4.0.1, 4.0.1-vendor, ",
    "delta-spark_2.13-4.0.1.jar, 4.0.1, 4.1.0, 4.0",
    "delta-spark_2.13-3.3.3.jar, 3.3.3, 4.1.0, 3.5",
    "delta-spark_2.12-3.3.2.jar, 3.3.2, 3.5.3, ",
    "delta-spark_2.12-3.3.2-17.jar, 3.3.2-17, 3.5.3, ",
    // As --packages names them.
    "io.delta_delta-spark_4.2_2.13-4.4.0.jar, 4.4.0, 4.2.0, ",
    "io.delta_delta-spark_4.0_2.13-4.4.0.jar, 4.4.0, 4.2.0, 4.0",
    // Of the artefact without a minor in its name, each version is for another Spark.
    "delta-spark_2.13-4.4.0.jar, 4.4.0, 4.2.0, "
  })
  void aDeltaOfAnotherSparkIsRefused(String name, String version, String spark, String sparkOfDelta)
      throws IOException {
    Path jar = deltaJar(name, version);

    assertThat(DeltaOnClassPath.refusal(seenAlone(jar), spark).orElse(null))
        .isEqualTo(
            sparkOfDelta == null
                ? null
                : ("Cannot use a warehouse: Delta Lake %s in %s is for Spark %s, and this is Spark %s."
                        + " Take it away, and have io.delta:delta-spark_%s_%s:4.4.0 (or a newer version)"
                        + " in its place")
                    .formatted(
                        version,
                        jar,
                        sparkOfDelta,
                        spark,
                        spark.substring(0, 3),
                        SparkBuild.scala()));
  }

  @Test
  void aDeltaThatDoesNotKnowWhatOurTablesNeedIsRefused() throws IOException {
    Path jar = deltaJar("delta-spark_2.12-3.2.1.jar", "3.2.1");

    assertThat(DeltaOnClassPath.refusal(seenAlone(jar), "3.5.3"))
        .hasValue(
            "Cannot use a warehouse: Delta Lake 3.2.1 in %s is older than 3.3, of which the tables need"
                    .formatted(jar)
                + " properties. Take it away: the job jar holds a newer one");
  }

  @Test
  void forASparkThatIsNewerThanThisProgramNoVersionIsNamed() {
    assertThat(DeltaOnClassPath.refusal(List.of(), "4.3.0"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("io.delta:delta-spark_4.3_%s:VERSION".formatted(SparkBuild.scala())));
  }

  private static List<DeltaJar> seenWith(Path jar) throws IOException {
    return seen(jar, OURS);
  }

  private static List<DeltaJar> seenAlone(Path jar) throws IOException {
    return seen(jar, null);
  }

  private static List<DeltaJar> seen(Path jar, ClassLoader parent) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
      return DeltaJar.seenBy(loader);
    }
  }

  /** As the jars of Delta are: the class that is looked for, and a manifest. */
  private Path deltaJar(String name, String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.IMPLEMENTATION_TITLE, "delta-spark");
    manifest.getMainAttributes().put(Name.IMPLEMENTATION_VERSION, version);
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      entry(out, "io/delta/sql/DeltaSparkSessionExtension.class", "");
    }
    return jar;
  }

  private static void entry(JarOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }
}
