/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ways to pack a 7z that commons-compress does not unpack, by their numbers in 7-Zip's Methods.txt
 * and those of its forks.
 */
final class SevenZipMethods {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("2", "Swap2"),
          Map.entry("4", "Swap4"),
          Map.entry("10", "the filter ARM64"),
          Map.entry("11", "the filter RISC-V"),
          Map.entry("3 3 1 27", "the filter BCJ2"),
          Map.entry("3 4 1", "PPMd"),
          Map.entry("4 1 9", "Deflate64"),
          Map.entry("4 247 17 1", "Zstandard"),
          Map.entry("4 247 17 2", "Brotli"),
          Map.entry("4 247 17 4", "LZ4"),
          Map.entry("4 247 17 5", "LZ5"),
          Map.entry("4 247 17 6", "Lizard"));

  private static final Pattern REFUSAL =
      Pattern.compile("Unsupported compression method \\[([-0-9, ]*)].*");

  private static final Pattern BYTE = Pattern.compile("-?[0-9]{1,3}");

  private static final String SEVERAL_STREAMS = "Multi input/output stream coders";

  private SevenZipMethods() {}

  /**
   * What the library's refusal of a method means to a reader; empty where it is another failure.
   */
  static Optional<String> obstacle(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith(SEVERAL_STREAMS)) {
      return Optional.of(text(NAMES.get("3 3 1 27")));
    }
    Matcher refusal = REFUSAL.matcher(message);
    return refusal.matches() ? Optional.of(text(method(refusal.group(1)))) : Optional.empty();
  }

  private static String method(String signedBytes) {
    String number =
        BYTE.matcher(signedBytes)
            .results()
            .map(one -> Integer.toString(Byte.toUnsignedInt(Byte.parseByte(one.group()))))
            .collect(Collectors.joining(" "));
    return NAMES.getOrDefault(number, "method " + number);
  }

  private static String text(String method) {
    return "The member is packed by %s, which is not read in a 7z: pack it again with LZMA2"
        .formatted(method);
  }
}
