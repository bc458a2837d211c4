/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.mimicknet.Internal;

/**
 * Why a storage cannot be reached, and what to add or change, of failures that say so in a page of
 * text or in a class name. The connectors are not on the compiler's class path: what they throw is
 * known by name and text.
 *
 * @param text why and what to do, for the end of a sentence
 * @param canBeMended by the user; anything else may pass by itself
 */
@Internal
public record StorageAdvice(String text, boolean canBeMended) {
  /** The connector that is taken along for gs://; the builds of this program name it, too. */
  static final String GCS_CONNECTOR =
      "com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.28:shaded";

  private static final String GCS_CLASS = "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem";

  private static final Pattern SCHEME = Pattern.compile("scheme \"?([^\"]*)\"?");
  private static final Pattern NO_CLASS = Pattern.compile("Class (\\S*FileSystem\\S*) not found");
  private static final Pattern STATUS =
      Pattern.compile("^(401|403|404|429|5\\d\\d)\\b.*", Pattern.DOTALL);
  private static final Pattern BUCKET = Pattern.compile("/b/([^/?]+)");
  private static final Pattern REASON = Pattern.compile("\"reason\" *: *\"([^\"]*)\"");
  private static final Pattern MESSAGE = Pattern.compile("\"message\" *: *\"([^\"]*)\"");

  /** Of a failure, its causes, and those that were suppressed; none where it says nothing known. */
  public static Optional<StorageAdvice> of(Throwable failure) {
    Set<Throwable> all = all(failure);
    return all.stream()
        .flatMap(cause -> connector(cause).or(() -> credentials(cause)).stream())
        .findFirst()
        .or(() -> all.stream().flatMap(cause -> answer(cause).stream()).findFirst())
        .or(() -> all.stream().flatMap(cause -> host(cause).stream()).findFirst());
  }

  private static Set<Throwable> all(Throwable failure) {
    Set<Throwable> found = new LinkedHashSet<>();
    Deque<Throwable> left = new ArrayDeque<>();
    left.add(failure);
    while (!left.isEmpty()) {
      Throwable next = left.remove();
      if (found.add(next)) {
        if (next.getCause() != null) {
          left.add(next.getCause());
        }
        left.addAll(List.of(next.getSuppressed()));
      }
    }
    return found;
  }

  private static Optional<StorageAdvice> connector(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    Matcher scheme = SCHEME.matcher(said);
    if (cause instanceof UnsupportedFileSystemException && scheme.find()) {
      return Optional.of(missing(scheme.group(1), said));
    }
    Matcher name = NO_CLASS.matcher(said);
    if (cause instanceof ClassNotFoundException && name.find()) {
      return Optional.of(missing(schemeOf(name.group(1)), said));
    }
    return Optional.empty();
  }

  private static String schemeOf(String className) {
    String name = className.substring(className.lastIndexOf('.') + 1);
    if (name.startsWith("GoogleHadoop")) {
      return "gs";
    }
    if (name.startsWith("S3A")) {
      return "s3a";
    }
    return name.contains("Azure") ? "abfs" : "";
  }

  private static StorageAdvice missing(String scheme, String said) {
    String hadoop = VersionInfo.getVersion();
    String what =
        switch (scheme) {
          case "gs" ->
              "the connector for gs:// is not on the class path of Spark (%s). Add the jar %s by"
                      .formatted(said, GCS_CONNECTOR)
                  + " --jars, with --conf spark.hadoop.fs.gs.impl="
                  + GCS_CLASS
                  + "; ./mimicknet and Dataproc bring it";
          case "s3a" ->
              "the connector for s3a:// is not on the class path of Spark (%s). Add it by --packages"
                      .formatted(said)
                  + " org.apache.hadoop:hadoop-aws:"
                  + hadoop;
          case "abfs", "abfss" ->
              "the connector for %s:// is not on the class path of Spark (%s). Add it by --packages"
                      .formatted(scheme, said)
                  + " org.apache.hadoop:hadoop-azure:"
                  + hadoop;
          default ->
              said
                  + ". Check its scheme; where it is right, add the connector of that storage by"
                  + " --jars";
        };
    return new StorageAdvice(what, true);
  }

  private static Optional<StorageAdvice> credentials(Throwable cause) {
    String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    boolean isMissing =
        said.startsWith("Error getting access token")
            || said.startsWith("Error reading credential file")
            || cause.getClass().getSimpleName().equals("NoAuthWithAWSException");
    return isMissing ? Optional.of(noCredentials(said)) : Optional.empty();
  }

  /** Google's storage is asked for, and nothing says who asks. */
  static StorageAdvice noCredentials(String said) {
    return new StorageAdvice(
        "there are no credentials for it (%s). For gs:// outside of Google's machines, name the key"
                .formatted(said)
            + " of a service account by --conf"
            + " spark.hadoop.fs.gs.auth.service.account.json.keyfile=FILE, or by the environment"
            + " variable GOOGLE_APPLICATION_CREDENTIALS of driver and executors",
        true);
  }

  private static Optional<StorageAdvice> answer(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    Matcher status = STATUS.matcher(said);
    if (!cause.getClass().getSimpleName().endsWith("ResponseException") || !status.matches()) {
      return Optional.empty();
    }
    String reason = first(REASON, said, "");
    String message = first(MESSAGE, said, said.lines().findFirst().orElse(said));
    String bucket = first(BUCKET, said, "BUCKET");
    if (status.group(1).startsWith("5") || status.group(1).equals("429")) {
      return Optional.of(
          new StorageAdvice(
              "it answers %s (%s), however often it is asked. Run again when it is well"
                  .formatted(status.group(1), message),
              false));
    }
    String advice =
        switch (status.group(1)) {
          case "401" -> noCredentials(message).text();
          case "403" ->
              "this account may not do it (%s). Give it the role roles/storage.objectUser on the"
                      .formatted(message)
                  + " bucket "
                  + bucket
                  + ", or name another account by --conf"
                  + " spark.hadoop.fs.gs.auth.service.account.json.keyfile=FILE";
          default ->
              "the bucket %s is not there (%s). Check the path, or make the bucket"
                  .formatted(bucket, message);
        };
    // Google says 403 for too many requests, too, and 404 for objects that another has deleted.
    boolean passes =
        reason.endsWith("LimitExceeded")
            || reason.endsWith("quotaExceeded")
            || (status.group(1).equals("404") && !message.contains("bucket"));
    return passes ? Optional.empty() : Optional.of(new StorageAdvice(advice, true));
  }

  private static Optional<StorageAdvice> host(Throwable cause) {
    return cause instanceof UnknownHostException
        ? Optional.of(
            new StorageAdvice(
                "the host %s is not known here. Check its name in the path, and the network"
                    .formatted(cause.getMessage()),
                false))
        : Optional.empty();
  }

  private static String first(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : otherwise;
  }
}
