/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Names of columns as Spark's joins take them. */
final class JoinColumns {
  private JoinColumns() {}

  static Seq<String> of(String... names) {
    return JavaConverters.asScalaBuffer(List.of(names)).toSeq();
  }
}
