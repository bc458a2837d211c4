/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mimicknet.Internal;

/**
 * The Spark and the Scala that this jar was built for, and whether those that it meets will do. It
 * knows no class of either, so that it can be asked on any Spark, from Python too.
 */
@Internal
public final class SparkBuild {
  private static final Properties BUILD = read();

  /** What a vendor adds stays: {@code 3.5.3-dataproc}, {@code version 2.13.16}. */
  private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d+)\\.(\\d+)");

  private SparkBuild() {}

  /** The name of this build: {@code spark3_2.12}. */
  public static String name() {
    return BUILD.getProperty("name");
  }

  /** The Spark that this build is for: {@code 3.5}, or {@code 4} for any 4.x. */
  public static String spark() {
    String minor = majorMinor(BUILD.getProperty("spark"));
    return minor.startsWith("4.") ? "4" : minor;
  }

  /** The Scala that this build is for: {@code 2.12}. */
  public static String scala() {
    return BUILD.getProperty("scala");
  }

  /** The version of Delta Lake that this build was compiled against, and that a 3.5 jar holds. */
  public static String delta() {
    return BUILD.getProperty("delta");
  }

  /**
   * Why this jar does not fit a Spark, as a sentence that says which jar to take; null if it fits.
   */
  public static String mismatch(String sparkVersion, String scalaVersion) {
    String needed = build(majorMinor(sparkVersion), majorMinor(scalaVersion));
    if (name().equals(needed)) {
      return null;
    }
    String met =
        "%s is for Spark %s on Scala %s, and this is Spark %s on Scala %s"
            .formatted(jar(name()), spark(), scala(), sparkVersion, scalaVersion);
    return needed == null
        ? met
            + ", which no jar of MimickNet is for: take Spark 3.5 (on Scala 2.12 or 2.13) or Spark 4"
            + " (on Scala 2.13)"
        : met + ": take " + jar(needed);
  }

  /** The build for a Spark and a Scala, or null. */
  private static String build(String spark, String scala) {
    return switch (spark + " " + scala) {
      case "3.5 2.12" -> "spark3_2.12";
      case "3.5 2.13" -> "spark3_2.13";
      default -> spark.startsWith("4.") && scala.equals("2.13") ? "spark4_2.13" : null;
    };
  }

  private static String jar(String build) {
    return "mimicknet-jobs-" + build + ".jar";
  }

  private static String majorMinor(String version) {
    Matcher numbers = MAJOR_MINOR.matcher(version);
    return numbers.find() ? numbers.group(1) + "." + numbers.group(2) : version;
  }

  private static Properties read() {
    Properties build = new Properties();
    try (InputStream in = SparkBuild.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }
}
