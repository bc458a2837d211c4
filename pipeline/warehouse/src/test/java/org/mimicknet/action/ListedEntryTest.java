/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.action.ListedEntry.Kind;

class ListedEntryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gs://b/",
        "gs://b/north",
        "hdfs://nn:8020/",
        "hdfs://nn:8020/a b",
        "file:/",
        "file:/data"
      })
  void anEntryOfAFolderIsSpeltAsHadoopSpellsItBelowARootToo(String folder) {
    ListedEntry child = ListedEntry.root(folder, 0).child(Kind.FILE, "a.zip", 1, 2);

    String hadoop = new Path(new Path(folder), "a.zip").toString();
    assertThat(child.uri()).isEqualTo(hadoop);
    assertThat(child.spelt()).isEqualTo(hadoop);
    assertThat(child.path()).isEqualTo("a.zip");
  }
}
