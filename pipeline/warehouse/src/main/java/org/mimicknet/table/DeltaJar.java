/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.mimicknet.spark.SparkBuild;

/**
 * A place on the class path that holds Delta Lake.
 *
 * @param place the jar
 * @param version of Delta; {@link #UNKNOWN} where nothing tells it
 */
record DeltaJar(String place, String version) {
  static final String UNKNOWN = "an unknown one";

  private static final String A_CLASS = "io/delta/sql/DeltaSparkSessionExtension.class";

  /** As Maven names it, or {@code --packages}, which puts the group before it. */
  private static final Pattern ARTEFACT =
      Pattern.compile("(?:.*_)?delta-spark_(?:(\\d+\\.\\d+)_)?2\\.1\\d-.*\\.jar");

  /** All of them, in the order in which a class loader looks: the first is the one that is used. */
  static List<DeltaJar> seenBy(ClassLoader loader) {
    try {
      Set<DeltaJar> found = new LinkedHashSet<>();
      for (URL url : Collections.list(loader.getResources(A_CLASS))) {
        found.add(of(url));
      }
      return new ArrayList<>(found);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for Delta Lake on the class path", e);
    }
  }

  /** The Spark that this Delta is for, as {@code 4.2}, if something tells it. */
  Optional<String> spark() {
    Matcher name = ARTEFACT.matcher(place.substring(place.lastIndexOf('/') + 1));
    if (name.matches() && name.group(1) != null) {
      return Optional.of(name.group(1));
    }
    // Later ones are told apart by the names of their artefacts.
    return switch (SparkBuild.minor(version)) {
      case "3.0", "3.1", "3.2", "3.3" -> Optional.of("3.5");
      case "4.0" -> Optional.of("4.0");
      default -> Optional.empty();
    };
  }

  private static DeltaJar of(URL url) throws IOException {
    if (!(url.openConnection() instanceof JarURLConnection connection)) {
      return new DeltaJar(url.toString(), UNKNOWN);
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      return new DeltaJar(connection.getJarFileURL().getPath(), version(jar));
    }
  }

  /** Delta's own jar tells it in its manifest, a job jar of ours in what it knows of its build. */
  private static String version(JarFile jar) throws IOException {
    ZipEntry ours = jar.getEntry("org/mimicknet/spark/build.properties");
    if (ours != null) {
      Properties build = new Properties();
      try (InputStream in = jar.getInputStream(ours)) {
        build.load(in);
      }
      return build.getProperty("delta", UNKNOWN);
    }
    Manifest manifest = jar.getManifest();
    Attributes about = manifest == null ? new Attributes() : manifest.getMainAttributes();
    String version = about.getValue(Name.IMPLEMENTATION_VERSION);
    return version != null && "delta-spark".equals(about.getValue(Name.IMPLEMENTATION_TITLE))
        ? version
        : UNKNOWN;
  }
}
