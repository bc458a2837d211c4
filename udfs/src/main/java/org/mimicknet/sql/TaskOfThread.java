/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;

/**
 * Gives a thread the task that it works for. Spark's readers ask {@link TaskContext#get()}, for
 * their metrics and the session's settings among others, and fail or read with other settings in a
 * thread without a task. Spark has no public method for it; this class is all that depends on that
 * one.
 */
final class TaskOfThread {
  private TaskOfThread() {}

  /** Makes {@code task} the task of the calling thread. */
  static void set(TaskContext task) {
    TaskContext$.MODULE$.setTaskContext(task);
  }
}
