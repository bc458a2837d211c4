/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.UserException;
import org.mimicknet.spark.FoundSpark;
import org.mimicknet.spark.SparkBuild;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is one Delta Lake, and for this Spark. The jars for Spark 3.5 hold theirs; every
 * minor version of Spark 4 needs another, which the user adds.
 */
final class DeltaOnClassPath {
  private static final Logger LOG = LoggerFactory.getLogger(DeltaOnClassPath.class);

  /** The first that there is for each of Spark 4.0, 4.1 and 4.2. */
  private static final String FOR_SPARK_4 = "4.4.0";

  /** Of Spark 3.5, too. */
  private static final Set<String> TOO_OLD = Set.of("3.0", "3.1", "3.2");

  /** What {@link #FOR_SPARK_4} is for. */
  private static final Set<String> KNOWN_SPARK_4 = Set.of("4.0", "4.1", "4.2");

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private DeltaOnClassPath() {}

  /**
   * Refuses a class path without Delta for this Spark, and says once where two versions are on it.
   *
   * @throws UserException that says what to add or to take away
   */
  static void require() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    List<DeltaJar> found =
        DeltaJar.seenBy(context == null ? DeltaOnClassPath.class.getClassLoader() : context);
    refusal(found, FoundSpark.version())
        .ifPresent(
            sentence -> {
              throw new UserException(sentence);
            });
    warning(found).filter(SAID::add).ifPresent(LOG::warn);
  }

  /** Why these, in the order of the class path, will not do for a Spark. */
  static Optional<String> refusal(List<DeltaJar> found, String sparkVersion) {
    String minor = SparkBuild.minor(sparkVersion);
    if (found.isEmpty()) {
      return Optional.of(
          "Cannot use a warehouse: Delta Lake is not on the class path of this Spark %s. Add it"
                  .formatted(sparkVersion)
              + " with --packages "
              + coordinate(minor));
    }
    DeltaJar used = found.get(0);
    if (TOO_OLD.contains(SparkBuild.minor(used.version()))) {
      return Optional.of(
          "Cannot use a warehouse: Delta Lake %s in %s is older than 3.3, of which the tables need"
                  .formatted(used.version(), used.place())
              + " properties. Take it away: the job jar holds a newer one");
    }
    return used.spark()
        .filter(other -> !other.equals(minor))
        .map(
            other ->
                "Cannot use a warehouse: Delta Lake %s in %s is for Spark %s, and this is Spark %s."
                        .formatted(used.version(), used.place(), other, sparkVersion)
                    + " Take it away, and have "
                    + coordinate(minor)
                    + " in its place");
  }

  /** What to know of more than one version, the first of which is used. */
  static Optional<String> warning(List<DeltaJar> found) {
    return found.stream()
        .filter(other -> !other.version().equals(found.get(0).version()))
        .findFirst()
        .map(
            other ->
                "Two versions of Delta Lake are on the class path: %s in %s, which is used, and %s in"
                        .formatted(found.get(0).version(), found.get(0).place(), other.version())
                    + " %s. Tables may fail to be read or written by the classes of both: take one"
                        .formatted(other.place())
                    + " away; look in spark.jars, spark.jars.packages and the jars folder of Spark,"
                    + " and on Dataproc leave out the optional component DELTA");
  }

  private static String coordinate(String sparkMinor) {
    if (!sparkMinor.startsWith("4.")) {
      return "io.delta:delta-spark_%s:%s".formatted(SparkBuild.scala(), SparkBuild.delta());
    }
    return "io.delta:delta-spark_%s_%s:%s"
        .formatted(
            sparkMinor,
            SparkBuild.scala(),
            KNOWN_SPARK_4.contains(sparkMinor)
                ? FOR_SPARK_4 + " (or a newer version)"
                : "VERSION, of the newest version that there is");
  }
}
