/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mimicknet.Internal;

/**
 * What a run of the benchmark found.
 *
 * @param machine what it ran on, by name
 * @param unavailable lines that could not be measured, and why
 */
@Internal
public record Report(
    Map<String, String> machine,
    List<Measured> lines,
    List<Target> targets,
    Map<String, String> unavailable) {

  /** Tables in Markdown. */
  public void print(PrintWriter out) {
    machine.forEach((name, value) -> out.printf("%s: %s%n", name, value));
    out.printf("%n| measured | median | min | max | unit |%n|---|---|---|---|---|%n");
    for (Measured line : lines) {
      out.printf(
          "| %s | %s | %s | %s | %s |%n",
          line.name(), digits(line.median()), digits(line.min()), digits(line.max()), line.unit());
    }
    unavailable.forEach((name, why) -> out.printf("| %s | not available: %s | | | |%n", name, why));
    out.printf("%n| ratio | measured | target | |%n|---|---|---|---|%n");
    for (Target target : targets) {
      out.printf(
          "| %s | %s | >= %s | %s |%n",
          target.name(),
          digits(target.ratio()),
          target.atLeast(),
          target.met() ? "met" : "not met");
    }
    out.flush();
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3g", value);
  }

  /** The same, for programs. */
  public byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("lines", lines.stream().map(Report::json).toList());
    json.put("targets", targets.stream().map(Report::json).toList());
    json.put("unavailable", unavailable);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Figures are always JSON", e);
    }
  }

  private static Map<String, Object> json(Measured line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", line.name());
    json.put("unit", line.unit());
    json.put("median", line.median());
    json.put("rounds", line.rounds());
    return json;
  }

  private static Map<String, Object> json(Target target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", target.name());
    json.put("ratio", target.ratio());
    json.put("at_least", target.atLeast());
    json.put("met", target.met());
    return json;
  }
}
