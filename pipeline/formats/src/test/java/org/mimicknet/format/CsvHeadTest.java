/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvHeadTest {
  @Test
  void theSeparatorIsThatOfTheHeader() {
    assertThat(CsvHead.of("filename,a;b,c\n")).contains(new CsvHead(0, 1, ','));
    assertThat(CsvHead.of("a, \"FileName\" ,c")).contains(new CsvHead(0, 1, ','));
    assertThat(CsvHead.of("filename;v\n1;2,5\n")).contains(new CsvHead(0, 1, ';'));
    assertThat(CsvHead.of("v\tfilename\r")).contains(new CsvHead(0, 1, '\t'));
    assertThat(CsvHead.of("v|filename")).contains(new CsvHead(0, 1, '|'));
    assertThat(CsvHead.of("filename")).contains(new CsvHead(0, 1, ','));
  }

  @Test
  void aSeparatorThatIsNamedWins() {
    assertThat(CsvHead.of("sep=;\r\nfilename;a,b,c,d\r\n")).contains(new CsvHead(7, 2, ';'));
    assertThat(CsvHead.of("\"sep=:\"\rfilename:a\r")).contains(new CsvHead(8, 2, ':'));
    assertThat(CsvHead.of("SEP=,\nfilename;a\n")).contains(new CsvHead(6, 2, ';'));
  }

  @Test
  void blankLinesAndCommentsMayStandBeforeTheHeader() {
    assertThat(CsvHead.of("\n \n# of 2026\nfilename,a\n")).contains(new CsvHead(13, 4, ','));
  }

  @Test
  void aCommentMayBeTheHeaderAsNumPyWritesIt() {
    assertThat(CsvHead.of("# filename,a\nx.mat,1\n")).contains(new CsvHead(1, 1, ','));
    assertThat(CsvHead.of("# filename\nfilename,a\nx.mat,1\n")).contains(new CsvHead(11, 2, ','));
  }

  @Test
  void withoutTheColumnThereIsNone() {
    for (String text :
        List.of("", "\n\n", "name,value\nfilename,1\n", "# nothing\n", ",".repeat(5000))) {
      assertThat(CsvHead.of(text)).as(text).isEmpty();
    }
  }
}
