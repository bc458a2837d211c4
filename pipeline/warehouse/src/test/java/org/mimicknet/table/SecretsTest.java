/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3a://AKIA7:hush@bucket/a.zip | s3a://***@bucket/a.zip",
        "s3a://AKIA7:hu/sh+x@bucket/a.zip | s3a://***@bucket/a.zip",
        "s3a://AKIA7:7/hush@bucket/a.zip | s3a://***@bucket/a.zip",
        "s3a://AKIA7:hu@sh@bucket/a@b.zip | s3a://***@bucket/a@b.zip",
        "https://hush@host/a.zip | https://***@host/a.zip",
        "https://host:8443/a@b.zip | https://host:8443/a@b.zip",
        "hdfs://namenode:8020/user@site/a.zip | hdfs://namenode:8020/user@site/a.zip",
        "[hdfs://n:8020/a, s3a://K:hush@b/x, /c] | [hdfs://n:8020/a, s3a://***@b/x, /c]",
        "abfss://container@account.dfs.core.windows.net/a |"
            + " abfss://container@account.dfs.core.windows.net/a",
        "abfss://c:hush@account/a | abfss://***@account/a",
        "wasbs://c@account/a?sig=hush%3D&sv=2024 | wasbs://c@account/a?sig=***&sv=2024",
        "https://h/a?X-Amz-Date=1&X-Amz-Signature=hush | https://h/a?X-Amz-Date=1&X-Amz-Signature=***",
        "https://h/a?X-Goog-Credential=hush/x&b=1 | https://h/a?X-Goog-Credential=***&b=1",
        "https://h/a?AWSAccessKeyId=hush&Expires=1 | https://h/a?AWSAccessKeyId=***&Expires=1",
        "[https://h/a?access_token=hush, /b] | [https://h/a?access_token=***, /b]",
        "[/b, https://h/a?Access_Token=hush] | [/b, https://h/a?Access_Token=***]",
        "{fs.s3a.secret.key=hush, x=1} | {fs.s3a.secret.key=***, x=1}",
        "jdbc:h2:mem;user=u;password=hush;x=1 | jdbc:h2:mem;user=u;password=***;x=1",
        "/data/a b/key=1 west/#x.zip | /data/a b/key=1 west/#x.zip",
        "gs://bucket/monkeys/a.zip | gs://bucket/monkeys/a.zip",
      })
  void ofAValueTheSecretIsMaskedAndTheRestIsKept(String value, String kept) {
    assertThat(masked("input", value)).isEqualTo(kept).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"privacy-key-file", "gs.Auth.Secret", "db.password", "TOKEN", "aws.credentials"})
  void anOptionThatIsNamedLikeASecretIsMaskedAsAWhole(String name) {
    assertThat(masked(name, "/etc/hush")).isEqualTo("***");
  }

  private static String masked(String name, String value) {
    return Secrets.masked(Map.of(name, value)).get(name);
  }
}
