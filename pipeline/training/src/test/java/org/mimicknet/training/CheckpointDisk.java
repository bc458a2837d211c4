/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.sql.SparkSession;

/**
 * The local disk as Hadoop sees it, which notes who begins to write which checkpoint, and which can
 * be full for some of them.
 */
public final class CheckpointDisk extends LocalFileSystem {
  private static final Pattern CHECKPOINT = Pattern.compile("runs/(\\w+)/\\.checkpoint-(\\d+)");
  private static final String NOTES = "test.checkpoint.notes";
  private static final String FULL_ONCE = "test.checkpoint.full.once";
  private static final String FULL_ALWAYS = "test.checkpoint.full.always";

  /**
   * The beginning of a checkpoint.
   *
   * @param process that writes it
   * @param gpus addresses of the GPUs of its task
   */
  record Note(long process, String gpus, String trialId, int epoch) {
    /** As a setting names a checkpoint, and as the notes do. */
    static String checkpoint(String trialId, int epoch) {
      return trialId + " " + epoch;
    }

    static List<Note> read(Path notes) throws IOException {
      return Files.exists(notes)
          ? Files.readAllLines(notes).stream().map(Note::of).toList()
          : List.of();
    }

    private static Note of(String line) {
      String[] words = line.split(" ", -1);
      return new Note(Long.parseLong(words[0]), words[1], words[2], Integer.parseInt(words[3]));
    }
  }

  /** Lets all trainings of a session write to such a disk. */
  static void install(SparkSession spark, Path notes) {
    spark.conf().set("fs.file.impl", CheckpointDisk.class.getName());
    spark.conf().set("fs.file.impl.disable.cache", "true");
    spark.conf().set(NOTES, notes.toString());
  }

  /**
   * From now on the disk is full for one checkpoint: the first time only, and for another: ever.
   */
  static void fill(SparkSession spark, String once, String always) {
    spark.conf().set(FULL_ONCE, once);
    spark.conf().set(FULL_ALWAYS, always);
  }

  static void remove(SparkSession spark) {
    for (String key :
        List.of("fs.file.impl", "fs.file.impl.disable.cache", NOTES, FULL_ONCE, FULL_ALWAYS)) {
      spark.conf().unset(key);
    }
  }

  @Override
  public FSDataOutputStream create(
      org.apache.hadoop.fs.Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    Matcher match = CHECKPOINT.matcher(file.toString());
    if (match.find()) {
      note(Note.checkpoint(match.group(1), Integer.parseInt(match.group(2))));
    }
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  private void note(String checkpoint) throws IOException {
    Path notes = Path.of(getConf().get(NOTES));
    boolean first = Note.read(notes).stream().noneMatch(note -> isOf(note, checkpoint));
    Files.writeString(
        notes,
        "%d %s %s%n".formatted(ProcessHandle.current().pid(), gpus(), checkpoint),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    if (checkpoint.equals(getConf().get(FULL_ALWAYS))
        || (first && checkpoint.equals(getConf().get(FULL_ONCE)))) {
      throw new IOException("No space left on device");
    }
  }

  private static boolean isOf(Note note, String checkpoint) {
    return Note.checkpoint(note.trialId(), note.epoch()).equals(checkpoint);
  }

  private static String gpus() {
    ResourceInformation gpus = TaskContext.get().resourcesJMap().get("gpu");
    return gpus == null ? "none" : Arrays.stream(gpus.addresses()).collect(Collectors.joining(","));
  }
}
