/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Gives a thread the task that it works for. Spark's readers ask {@link TaskContext#get()}, for
 * their metrics and the session's settings among others, and fail or read with other settings in a
 * thread without a task. Spark has no public method for it; this class is all that depends on that
 * one.
 */
final class TaskOfThread {
  /** What is left to do at the end of a thread that works for a task; the last one first. */
  private static final ThreadLocal<Deque<Runnable>> AT_END = new ThreadLocal<>();

  private TaskOfThread() {}

  /** Does work for {@code task} in a new thread of its own, and what {@link #atEnd} was given. */
  static void work(TaskContext task, Callable<Void> work) throws Exception {
    Deque<Runnable> ends = new ArrayDeque<>();
    AT_END.set(ends);
    TaskContext$.MODULE$.setTaskContext(task);
    try {
      work.call();
    } finally {
      ends.forEach(Runnable::run);
    }
  }

  /**
   * Does something when the calling thread no longer works for its task. That is the end of the
   * task only for the task's own thread: the listeners of a task, the last one first, would take
   * from another thread what it still uses.
   */
  static void atEnd(TaskContext task, Runnable end) {
    Deque<Runnable> ends = AT_END.get();
    if (ends != null) {
      ends.push(end);
    } else {
      TaskCompletionListener listener = context -> end.run();
      task.addTaskCompletionListener(listener);
    }
  }
}
