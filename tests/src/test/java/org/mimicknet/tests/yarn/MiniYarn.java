/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * YARN on this machine, one resource manager and one node manager, until standard input ends. The
 * argument is the folder for the {@code yarn-site.xml} of its clients.
 */
public final class MiniYarn {
  /** What it prints when clients may come. */
  static final String STARTED = "YARN has started";

  private static final int MEMORY_MB = 4096;
  private static final int CORES = 8;
  private static final long START_MS = TimeUnit.MINUTES.toMillis(2);

  private MiniYarn() {}

  public static void main(String[] args) throws Exception {
    try (MiniYARNCluster cluster = new MiniYARNCluster("yarn", 1, 1, 1)) {
      cluster.init(settings());
      cluster.start();
      if (!cluster.waitForNodeManagersToConnect(START_MS)) {
        throw new IOException("The node manager has not come within " + START_MS + " ms");
      }
      try (OutputStream site = Files.newOutputStream(Path.of(args[0], "yarn-site.xml"))) {
        cluster.getConfig().writeXml(site);
      }
      System.out.println(STARTED);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(0); // Threads of YARN stay.
  }

  private static YarnConfiguration settings() {
    YarnConfiguration settings = new YarnConfiguration();
    settings.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    settings.setInt("yarn.scheduler.maximum-allocation-mb", MEMORY_MB);
    settings.setInt("yarn.nodemanager.resource.memory-mb", MEMORY_MB);
    settings.setInt("yarn.nodemanager.resource.cpu-vcores", CORES);
    // Java reserves much that it never touches.
    settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    settings.setBoolean("yarn.nodemanager.disk-health-checker.enable", false);
    settings.set("yarn.nodemanager.env-whitelist", "JAVA_HOME,SPARK_LOCAL_IP");
    // The mini cluster comes without a queue.
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
    settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    return settings;
  }
}
