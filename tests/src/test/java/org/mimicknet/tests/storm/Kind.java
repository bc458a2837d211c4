/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

/** A kind of round. */
enum Kind {
  EXECUTORS("executors are killed in ingest, enhance and summarize, on a standalone cluster"),
  EXECUTORS_OF_LOCAL_CLUSTER("the same on `local-cluster[2,1,1024]`"),
  DRIVER("the driver is killed before, in and after commits"),
  DRIVER_AT_ANY_TIME("the driver is killed at any time, from outside"),
  TWO_AT_ONCE("two ingests, two enhances, two summarizes at once; a driver may be killed"),
  STORAGE("the storage fails at any operation, before or after it is done"),
  FULL("the disk is full from some moment on"),
  SPECULATION("slow storage under speculation, on a standalone cluster"),
  MODEL("the model vanishes");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
