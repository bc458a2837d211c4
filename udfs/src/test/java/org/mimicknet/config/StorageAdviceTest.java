/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are those that Hadoop 3.3.4 and 3.5.0 and the connector hadoop3-2.2.28 have given. */
class StorageAdviceTest {
  /** As Google's client library names it. */
  private static final class GoogleJsonResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    GoogleJsonResponseException(int code, String message, String reason) {
      super(
          """
          %s Something
          GET http://127.0.0.1:18201/storage/v1/b/lake/o/w?fields=bucket,name
          {
            "code" : %s,
            "errors" : [ {
              "domain" : "global",
              "message" : "%s",
              "reason" : "%s"
            } ],
            "message" : "%s"
          }"""
              .formatted(code, code, message, reason, message));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem | gs:// | gcs-connector:hadoop3-",
        "org.apache.hadoop.fs.gs.GoogleHadoopFileSystem | gs:// | spark.hadoop.fs.gs.impl=com.google",
        "org.apache.hadoop.fs.s3a.S3AFileSystem | s3a:// | --packages org.apache.hadoop:hadoop-aws:",
        "org.apache.hadoop.fs.azurebfs.AzureBlobFileSystem | abfs:// | org.apache.hadoop:hadoop-azure:",
      })
  void aClassThatIsNotThereIsAMissingConnector(String name, String scheme, String jar) {
    Exception failure =
        new RuntimeException(new ClassNotFoundException("Class " + name + " not found"));

    assertThat(text(failure))
        .startsWith("the connector for " + scheme + " is not on the class path of Spark")
        .contains(jar);
  }

  @Test
  void aSchemeThatNobodyKnowsMayBeMisspelt() {
    assertThat(text(new UnsupportedFileSystemException("No FileSystem for scheme \"gx\"")))
        .isEqualTo(
            "No FileSystem for scheme \"gx\". Check its scheme; where it is right, add the"
                + " connector of that storage by --jars");
    assertThat(text(new UnsupportedFileSystemException("No FileSystem for scheme \"gs\"")))
        .contains(StorageAdvice.GCS_CONNECTOR);
  }

  @Test
  void theConnectorIsTheOneThatTheBuildTakes() throws IOException {
    String version = StorageAdvice.GCS_CONNECTOR.split(":", -1)[2];

    assertThat(Files.readString(Path.of("../jobs/spark/pom.xml")))
        .contains("<gcs.version>" + version + "</gcs.version>");
  }

  @Test
  void aMetadataServerThatRefusesIsAMissingAccount() {
    IOException refused =
        new IOException(
            "Error getting access token from metadata server at: 'http://169.254.169.254/'.",
            new GoogleJsonResponseException(403, "denied", "forbidden"));

    assertThat(text(new UncheckedIOException(refused)))
        .startsWith("there are no credentials for it (Error getting access token from metadata")
        .contains("GOOGLE_APPLICATION_CREDENTIALS")
        .doesNotContain("role");
  }

  @Test
  void whatIsForbiddenNamesTheRoleAndTheBucket() {
    assertThat(
            text(
                new IOException(
                    "Error accessing gs://lake/w.",
                    new GoogleJsonResponseException(403, "x does not have access", "forbidden"))))
        .startsWith("this account may not do it (x does not have access). Give it the role")
        .contains("bucket lake")
        .doesNotContain("\n", "{");
  }

  @Test
  void oneOfManyFailuresIsEnough() {
    IOException many = new IOException("Multiple IOExceptions.");
    many.addSuppressed(
        new IOException(new GoogleJsonResponseException(401, "Anonymous caller", "required")));

    assertThat(text(many)).startsWith("there are no credentials for it (Anonymous caller)");
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    assertThat(
            text(
                new GoogleJsonResponseException(
                    404, "The specified bucket does not exist.", "notFound")))
        .isEqualTo(
            "the bucket lake is not there (The specified bucket does not exist.). Check the path,"
                + " or make the bucket");
  }

  @ParameterizedTest
  @CsvSource({
    "403, Too many, rateLimitExceeded",
    "403, Too many, userRateLimitExceeded",
    "404, No such object: lake/w/a, notFound",
  })
  void whatPassesByItselfIsNotToBeMended(int code, String message, String reason) {
    assertThat(StorageAdvice.of(new GoogleJsonResponseException(code, message, reason))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aStorageThatIsNotWellMayBeAskedAgain(int code) {
    assertThat(StorageAdvice.of(new GoogleJsonResponseException(code, "Wait", "backendError")))
        .hasValue(
            new StorageAdvice(
                "it answers %s (Wait), however often it is asked. Run again when it is well"
                    .formatted(code),
                false));
  }

  @Test
  void aHostThatIsNotKnownMayComeBack() {
    assertThat(
            StorageAdvice.of(
                new IllegalArgumentException(new UnknownHostException("nohost.invalid"))))
        .hasValue(
            new StorageAdvice(
                "the host nohost.invalid is not known here. Check its name in the path, and the"
                    + " network",
                false));
  }

  @Test
  void otherFailuresSayNothing() {
    assertThat(StorageAdvice.of(new FileNotFoundException("/a (No such file)"))).isEmpty();
  }

  private static String text(Throwable failure) {
    StorageAdvice advice = StorageAdvice.of(failure).orElseThrow();
    assertThat(advice.canBeMended()).isTrue();
    return advice.text();
  }
}
