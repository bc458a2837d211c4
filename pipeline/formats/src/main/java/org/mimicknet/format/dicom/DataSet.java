/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** The values of the whitelisted attributes, as bytes until they are asked for. */
final class DataSet {
  private final Map<Tag, ByteBuffer> values = new EnumMap<>(Tag.class);
  private final List<DataSet> regions = new ArrayList<>();

  void put(Tag tag, byte[] bytes, ByteOrder order) {
    if (bytes.length > 0) {
      values.put(tag, ByteBuffer.wrap(bytes).order(order));
    }
  }

  /** The items of SequenceOfUltrasoundRegions. */
  List<DataSet> regions() {
    return regions;
  }

  /** The text of an attribute without its padding; empty where it is absent or blank. */
  Optional<String> text(Tag tag) {
    return Optional.ofNullable(values.get(tag))
        .map(value -> charset().decode(value.duplicate()).toString().replace('\0', ' ').strip())
        .filter(text -> !text.isEmpty());
  }

  /** The first value of a numeric text; empty where it is absent or no number. */
  Optional<Double> decimal(Tag tag) {
    return decimals(tag).stream().findFirst();
  }

  /** All values of a numeric text; none where one of them is no number. */
  List<Double> decimals(Tag tag) {
    List<Double> decimals = new ArrayList<>();
    for (String part : text(tag).map(text -> text.split("\\\\")).orElse(new String[0])) {
      Optional<Double> decimal = decimal(part.strip());
      if (decimal.isEmpty()) {
        return List.of();
      }
      decimals.add(decimal.get());
    }
    return decimals;
  }

  /** A 16-bit unsigned number. */
  OptionalInt number(Tag tag) throws MemberException {
    ByteBuffer value = values.get(tag);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value.limit() < 2) {
      throw wrongSize(tag, value);
    }
    return OptionalInt.of(value.getShort(0) & 0xFFFF);
  }

  /** A 32-bit number. */
  OptionalInt longNumber(Tag tag) throws MemberException {
    ByteBuffer value = values.get(tag);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value.limit() < 4) {
      throw wrongSize(tag, value);
    }
    return OptionalInt.of(value.getInt(0));
  }

  /** A 64-bit floating-point number. */
  Optional<Double> real(Tag tag) throws MemberException {
    ByteBuffer value = values.get(tag);
    if (value == null) {
      return Optional.empty();
    }
    if (value.limit() < 8) {
      throw wrongSize(tag, value);
    }
    return Optional.of(value.getDouble(0));
  }

  /** A list of 16-bit unsigned numbers; empty where the attribute is absent. */
  int[] numbers(Tag tag) {
    ByteBuffer value = values.get(tag);
    if (value == null) {
      return new int[0];
    }
    int[] numbers = new int[value.limit() / 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value.getShort(2 * i) & 0xFFFF;
    }
    return numbers;
  }

  private static Optional<Double> decimal(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Charset charset() {
    ByteBuffer charset = values.get(Tag.CHARACTER_SET);
    boolean utf8 =
        charset != null
            && StandardCharsets.US_ASCII
                .decode(charset.duplicate())
                .toString()
                .contains("ISO_IR 192");
    return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  private static MemberException wrongSize(Tag tag, ByteBuffer value) {
    return new MemberException(
        Reason.MALFORMED, "%s has only %s bytes".formatted(tag, value.limit()));
  }
}
