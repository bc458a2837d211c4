/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void anchorsAreThoseOfGitHub() {
    Page page =
        page(
            """
            # Tables, views and SQL functions
            ## 4. Metrics
            ## The file of --config
            ## `enhance` and PySpark
            ## Added
            ## Added
            """);

    assertThat(page.anchors())
        .containsExactly(
            "tables-views-and-sql-functions",
            "4-metrics",
            "the-file-of---config",
            "enhance-and-pyspark",
            "added",
            "added-1");
  }

  @Test
  void linksAndHeadingsInCodeAreNone() {
    Page page =
        page(
            """
            See [the page](PAGE.md#part) and [`code`](other.md), [a site](https://example.org), not
            `[x](inline.md)`.

            ```
            # A comment
            [x](fenced.md)
            ```

                # Another
                [x](indented.md)
            """);

    assertThat(page.links()).containsExactly("PAGE.md#part", "other.md");
    assertThat(page.headings()).isEmpty();
  }

  @Test
  void aCallThatGoesOnInTheNextLineIsOne() {
    Page page =
        page(
            """
            Run `./mimicknet COMMAND`:

                ./mimicknet train --warehouse W \\
                    --set batch=4
                ./mimicknet demo
            """);

    assertThat(page.calls()).containsExactly("train --warehouse W --set batch=4", "demo");
    assertThat(page.options()).containsExactly("--warehouse", "--set");
  }

  private static Page page(String text) {
    return new Page(Path.of("page.md"), text);
  }
}
