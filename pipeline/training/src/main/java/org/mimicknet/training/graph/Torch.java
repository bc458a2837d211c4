/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import java.util.concurrent.locks.ReentrantLock;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/**
 * PyTorch in this JVM, started through DJL at first use. It is not part of the job jar: training
 * puts it on the class path.
 *
 * <p>DJL records gradients for one graph at a time in a JVM, so steps of trainings side by side
 * take turns. The number of threads of one operation is one setting for the whole JVM, too; results
 * are equal to the bit for the same number.
 */
@Internal
public final class Torch {
  private static final String NAME = "PyTorch";
  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final ReentrantLock GRADIENTS = new ReentrantLock();

  private Torch() {}

  private static final class Started {
    static final Engine ENGINE = start();

    private static Engine start() {
      setDefault("ai.djl.offline", "true");
      setDefault("OPT_OUT_TRACKING", "true");
      setDefault("ai.djl.pytorch.graph_optimizer", "false");
      setDefault("ai.djl.pytorch.num_interop_threads", "1");
      setDefault(THREADS, "1");
      return Engine.getEngine(NAME);
    }
  }

  /**
   * Says whether training is possible here, before a long preparation.
   *
   * @throws UserException if PyTorch is not on the class path
   */
  public static void check() {
    if (!Engine.hasEngine(NAME)) {
      throw new UserException(
          "Cannot train: PyTorch is not on the class path. ./mimicknet train fetches and adds it;"
              + " with spark-submit, add --jars with the files that it has put into"
              + " spark/target/training of a release, jobs/spark/target/training of the tree");
    }
  }

  /** Threads of one operation in this JVM; without effect once PyTorch has started. */
  public static void threads(int count) {
    setDefault(THREADS, Integer.toString(count));
  }

  static boolean hasCuda() {
    return engine().hasCapability(StandardCapabilities.CUDA);
  }

  static Engine engine() {
    check();
    return Started.ENGINE;
  }

  /** Held while gradients are recorded. */
  static ReentrantLock gradients() {
    return GRADIENTS;
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
