/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.util.JsonProtocol;

/** All that Spark logs at the level INFO and writes into an event log while this is open. */
final class Overheard implements AutoCloseable {
  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final SparkContext spark;
  private final Events events = new Events();
  private final Lines lines = new Lines();
  private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = logging.getConfiguration().getRootLogger();
  private final Level level = root.getLevel();
  private final Map<String, Appender> console = Map.copyOf(root.getAppenders());

  Overheard(SparkContext spark) {
    this.spark = spark;
    spark.addSparkListener(events);
    lines.start();
    console.keySet().forEach(root::removeAppender);
    root.addAppender(lines, Level.INFO, null);
    root.setLevel(Level.INFO);
    logging.updateLoggers();
  }

  /** All of it, once Spark has told it. */
  List<String> texts() {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Cannot wait for the events of Spark", e);
    }
    synchronized (texts) {
      return List.copyOf(texts);
    }
  }

  @Override
  public void close() {
    spark.removeSparkListener(events);
    root.removeAppender(lines.getName());
    console.values().forEach(appender -> root.addAppender(appender, null, null));
    root.setLevel(level);
    logging.updateLoggers();
    lines.stop();
  }

  private final class Lines extends AbstractAppender {
    Lines() {
      super("overheard", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      texts.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }
  }

  private final class Events extends SparkFirehoseListener {
    @Override
    public void onEvent(SparkListenerEvent event) {
      texts.add(JsonProtocol.sparkEventToJsonString(event));
    }
  }
}
