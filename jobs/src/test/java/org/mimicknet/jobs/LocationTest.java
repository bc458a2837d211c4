/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T10:15",
        "2026-03-01T10:15/a.mat",
        "a:b",
        "s3a:bucket",
        "./a:b",
        "a b%20#c?*[d]{e}'\"`ü u\u0308",
      })
  void aRelativePathIsOneOfTheWorkingFolder(String text) throws IOException {
    Path path = new Path(new Location().convert(text));
    FileSystem files = path.getFileSystem(new Configuration());

    assertThat(files.makeQualified(path).toString())
        .isEqualTo(files.getWorkingDirectory() + "/" + text.replaceFirst("^\\./", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://bucket/a:b", "hdfs:///a", "file:/a b/c:d", "/a:b/c", "s3a://b/x"})
  void aFullPathStays(String text) {
    assertThat(new Location().convert(text)).isEqualTo(text);
  }
}
