/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.mimicknet.Internal;
import org.mimicknet.metrics.Metric;

/**
 * SQL kept in resource files. A line that holds <code>${metric}</code> is repeated for every {@link
 * Metric}, with <code>${metric}</code> and <code>${description}</code> replaced: 28 metrics with
 * their statistics are one readable line.
 */
@Internal
public final class SqlTemplate {
  private SqlTemplate() {}

  /**
   * The SQL of a resource beside a class, with the metric lines repeated.
   *
   * @throws IllegalArgumentException if there is no such resource
   */
  public static String read(Class<?> owner, String resource) {
    return read(owner, resource, Metric.ALL);
  }

  /** The same with the lines of some metrics only. */
  static String read(Class<?> owner, String resource, List<Metric> metrics) {
    StringJoiner sql = new StringJoiner("\n");
    text(owner, resource)
        .lines()
        .forEach(
            line -> {
              if (line.contains("${metric}")) {
                for (Metric metric : metrics) {
                  sql.add(
                      line.replace("${metric}", metric.column())
                          .replace("${description}", metric.description()));
                }
              } else {
                sql.add(line);
              }
            });
    return sql.toString();
  }

  private static String text(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "Cannot read SQL: no resource " + resource + " beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read SQL: resource " + resource, e);
    }
  }
}
