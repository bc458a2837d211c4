/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** A program that makes a session, with the extensions that it is told, and nothing more. */
final class OtherSession {
  private OtherSession() {}

  public static void main(String[] args) {
    SparkConf conf = new SparkConf().setMaster("local[1]").setAppName("other");
    conf.set("spark.ui.enabled", "false").set("spark.sql.extensions", args[0]);
    SparkSession.builder().config(conf).getOrCreate().stop();
  }
}
