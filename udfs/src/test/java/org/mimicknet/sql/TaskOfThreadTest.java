/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.FutureTask;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

/** What this project needs of the Spark that it runs on. */
class TaskOfThreadTest {
  @Test
  void aThreadOfATaskHasNoTaskUntilItIsGivenOne() {
    MapFunction<Long, Boolean> inAThread = id -> Seen.byAThreadOf(TaskContext.get());

    List<Boolean> seen =
        LocalSpark.SESSION.range(0, 2, 1, 2).map(inAThread, Encoders.BOOLEAN()).collectAsList();

    assertThat(seen).containsExactly(true, true);
  }

  /** What a thread sees. */
  private static final class Seen {
    private TaskContext before;
    private TaskContext after;

    static boolean byAThreadOf(TaskContext task) throws Exception {
      Seen seen = new Seen();
      FutureTask<Void> thread =
          new FutureTask<>(
              () -> {
                seen.before = TaskContext.get();
                TaskOfThread.work(
                    task,
                    () -> {
                      seen.after = TaskContext.get();
                      return null;
                    });
                return null;
              });
      new Thread(thread).start();
      thread.get();
      return seen.before == null && seen.after == task && TaskContext.get() == task;
    }
  }
}
