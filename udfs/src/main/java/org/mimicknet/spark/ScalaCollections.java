/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.spark;

import java.util.List;
import java.util.Map;
import org.mimicknet.Internal;
import scala.collection.Iterable;
import scala.collection.JavaConverters;

/**
 * Collections of Scala and of Java as each other. Scala 2.12 has no other converters, Scala 2.13
 * calls these deprecated: so this class, and no other, uses them.
 */
@Internal
@SuppressWarnings("deprecation")
public final class ScalaCollections {
  private ScalaCollections() {}

  /** A view of a Scala map. */
  public static <K, V> Map<K, V> asJava(scala.collection.Map<K, V> map) {
    return JavaConverters.mapAsJavaMap(map);
  }

  /** A copy of a Scala sequence. */
  public static <T> List<T> asJava(Iterable<T> items) {
    return JavaConverters.seqAsJavaList(items.toSeq());
  }

  /** A view of a Java map. */
  public static <K, V> scala.collection.Map<K, V> asScala(Map<K, V> map) {
    return JavaConverters.mapAsScalaMap(map);
  }
}
