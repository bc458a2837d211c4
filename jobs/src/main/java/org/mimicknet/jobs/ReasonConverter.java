/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.mimicknet.archive.Reason;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A reason as the tables hold it: {@code limit_exceeded}. */
final class ReasonConverter implements ITypeConverter<Reason> {
  @Override
  public Reason convert(String code) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not a reason; they are %s"
                        .formatted(
                            code,
                            Arrays.stream(Reason.values())
                                .map(Reason::code)
                                .collect(Collectors.joining(", ")))));
  }

  /** All codes, for the help. */
  static final class Codes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Reason.values()).map(Reason::code).iterator();
    }
  }
}
