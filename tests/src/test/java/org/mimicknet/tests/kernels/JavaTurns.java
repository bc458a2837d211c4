/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.kernels;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** {@link JavaSpeed} on two versions of Java in turns, each time in a JVM of its own. */
final class JavaTurns {
  private JavaTurns() {}

  /** Takes the home of one Java and of the other, rounds, and seconds for each line. */
  public static void main(String[] arguments) throws Exception {
    Map<String, List<Double>> first = new LinkedHashMap<>();
    Map<String, List<Double>> second = new LinkedHashMap<>();
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      measure(Path.of(arguments[0]), arguments[3], first);
      measure(Path.of(arguments[1]), arguments[3], second);
    }
    System.out.printf("| frames/s | %s | %s | ratio, by pairs |%n", arguments[0], arguments[1]);
    System.out.println("|---|---|---|---|");
    first.forEach(
        (name, rates) -> {
          List<Double> others = second.get(name);
          List<Double> ratios =
              IntStream.range(0, rates.size())
                  .mapToObj(i -> others.get(i) / rates.get(i))
                  .sorted()
                  .toList();
          System.out.printf(
              Locale.ROOT,
              "| %s | %.4g | %.4g | %.2f (%.2f-%.2f) |%n",
              name,
              median(rates),
              median(others),
              median(ratios),
              ratios.get(0),
              ratios.get(ratios.size() - 1));
        });
  }

  private static void measure(Path home, String seconds, Map<String, List<Double>> rates)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(JavaSpeed.class.getName(), seconds));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Cannot measure with " + home);
    }
    for (String line : lines.lines().toList()) {
      int tab = line.indexOf('\t');
      rates
          .computeIfAbsent(line.substring(0, tab), name -> new ArrayList<>())
          .add(Double.valueOf(line.substring(tab + 1)));
    }
    System.err.print(home + "\n" + lines);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
