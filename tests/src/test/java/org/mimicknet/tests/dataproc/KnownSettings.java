/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.dataproc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.launcher.SparkLauncher;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.internal.SQLConf$;
import org.junit.jupiter.api.Assumptions;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.python.PySpark;

/**
 * The settings that Spark, Delta, RAPIDS, the connector and this program have by their own code,
 * and those of Dataproc by its documents.
 */
final class KnownSettings {
  /** Where Spark registers the settings of its core, by being loaded. */
  private static final List<String> OF_THE_CORE =
      List.of("package$", "UI$", "Network$", "Python$", "Status$", "Kryo$", "Deploy$", "Worker$");

  /** Families of settings whose last part the user names. */
  private static final Pattern FAMILY =
      Pattern.compile(
          "spark\\.(executorEnv\\.[A-Z_]+|hadoop\\.file\\.bytes-per-checksum"
              + "|hadoop\\.fs\\.(AbstractFileSystem\\.)?gs\\.impl"
              + "|sql\\.catalog\\.spark_catalog|yarn\\.appMasterEnv\\.[A-Z_]+"
              + "|dataproc\\.driverEnv\\.[A-Z_]+"
              + "|(executor|task)\\.resource\\.gpu\\.amount|executor\\.resource\\.gpu\\.discoveryScript)");

  /**
   * What is put before the JVM options of the user: no entry of its own, but Spark's public API.
   */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of(
          SparkLauncher.DRIVER_DEFAULT_JAVA_OPTIONS, SparkLauncher.EXECUTOR_DEFAULT_JAVA_OPTIONS);

  /**
   * Of a batch without a cluster:
   * docs.cloud.google.com/dataproc-serverless/docs/concepts/properties.
   */
  private static final Set<String> OF_DATAPROC =
      Set.of(
          "spark.dataproc.driver.compute.tier",
          "spark.dataproc.driver.disk.tier",
          "spark.dataproc.executor.compute.tier",
          "spark.dataproc.executor.disk.tier",
          "spark.dataproc.executor.resource.accelerator.type");

  private static final String RAPIDS_CONF =
      "spark-shared/com/nvidia/spark/rapids/RapidsConf$.class";
  private static final String GCS = "spark.hadoop.fs.gs.";
  private static final String GCS_CONF =
      "com/google/cloud/hadoop/fs/gcs/GoogleHadoopFileSystemConfiguration.class";
  private static final String YARN_CONF = "org/apache/spark/deploy/yarn/config/package$.class";

  static {
    for (String holder : OF_THE_CORE) {
      load("org.apache.spark.internal.config." + holder);
    }
    load("org.apache.spark.sql.internal.StaticSQLConf$");
    load("org.apache.spark.sql.delta.sources.DeltaSQLConf$");
  }

  private KnownSettings() {}

  /**
   * What is wrong with a setting: nothing, that nobody knows its key, or that its value is none.
   */
  static Optional<String> fault(String key, String value) throws IOException {
    if (SQLConf$.MODULE$.containsConfigKey(key)) {
      return parse(() -> new SQLConf().setConfString(key, value));
    }
    if (ConfigEntry.findEntry(key) != null) {
      return parse(() -> new SparkConf(false).set(key, value).get(ConfigEntry.findEntry(key)));
    }
    boolean known =
        FAMILY.matcher(key).matches()
            || OF_THE_LAUNCHER.contains(key)
            || OF_DATAPROC.contains(key)
            || (key.startsWith("spark.mimicknet.") && ours().contains('`' + key + '`'))
            || (key.startsWith(GCS)
                && constants(connector(), GCS_CONF, key.substring("spark.hadoop.".length())))
            || (key.startsWith("spark.yarn.") && constants(yarn(), YARN_CONF, key))
            || (key.startsWith("spark.rapids.") && constants(rapids(), RAPIDS_CONF, key));
    return known ? Optional.empty() : Optional.of("nobody knows " + key);
  }

  private static Optional<String> parse(Runnable reading) {
    try {
      reading.run();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Whether a class holds exactly this text among its constants. */
  private static boolean constants(Path jar, String name, String text) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name))) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      String wanted =
          latin(
              ByteBuffer.allocate(3 + utf8.length)
                  .put((byte) 1)
                  .putShort((short) utf8.length)
                  .put(utf8)
                  .array());
      return latin(in.readAllBytes()).contains(wanted);
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The page of all settings of this program: ConfigurationPageTest holds it to the code. */
  private static String ours() throws IOException {
    return Files.readString(BuiltLine.tested().root().resolve("docs/CONFIGURATION.md"));
  }

  private static Path connector() throws IOException {
    return BuiltLine.tested().libraries().stream()
        .filter(jar -> jar.getFileName().toString().startsWith("gcs-connector-"))
        .findFirst()
        .orElseThrow();
  }

  /** Spark's part for YARN, which the PySpark of PyPI has. */
  private static Path yarn() throws IOException {
    return jar(PySpark.version(PySpark.SPARK_3_5).home().resolve("jars"), "spark-yarn_")
        .orElseThrow(() -> new AssertionError("The PySpark of PyPI has no spark-yarn"));
  }

  /** The 600 MB of the plugin, where an earlier run with {@code -P rapids} has fetched them. */
  static Path rapids() throws IOException {
    Path repository = Path.of(System.getProperty("user.home"), ".m2/repository/com/nvidia");
    Optional<Path> found = jar(repository, "rapids-4-spark_2.12-");
    if (found.isEmpty()) {
      Assumptions.abort(
          "RAPIDS (600 MB) is not in %s: mvn -P rapids fetches it".formatted(repository));
    }
    return found.orElseThrow();
  }

  private static Optional<Path> jar(Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst();
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
