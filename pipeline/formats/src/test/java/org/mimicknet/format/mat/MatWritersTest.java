/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.TestMembers;

/** What stands beside iq and dtce, and how it is written, costs no frame. */
class MatWritersTest {
  private static final byte[] IQ =
      MatElements.array(
          MatElements.DOUBLE_CLASS | (8 << 8),
          "iq",
          MatElements.joined(
              MatElements.element(MatElements.DOUBLES, MatElements.doubles(3, 6)),
              MatElements.element(MatElements.DOUBLES, MatElements.doubles(4, 8))),
          1,
          2);
  private static final byte[] DTCE = numbers(MatElements.INT32, MatElements.INT8);

  @ParameterizedTest
  @CsvSource({
    "16, US-ASCII, ab",
    "16, US-ASCII, abcdefgh",
    "16, UTF-8, Prüfkopf",
    "16, ISO-8859-1, Prüfkopf",
    "17, UTF-16LE, ab",
    "4, UTF-16LE, ab",
    "1, US-ASCII, abc",
    "2, US-ASCII, abc",
  })
  void aTextFirstOrLastInAStructureIsNoHarm(int type, String charset, String letters)
      throws Exception {
    byte[] text =
        MatElements.text(type, letters.getBytes(Charset.forName(charset)), letters.length());

    assertRead(fields("t", text, "f0", MatElements.number(5e6)));
    assertRead(fields("f0", MatElements.number(5e6), "t", text));
  }

  @Test
  void aTextWhoseLettersAreCountedOtherwiseIsNoHarm() throws Exception {
    byte[] letters = "\uD83D\uDE00x".getBytes(StandardCharsets.UTF_8);

    assertRead(
        fields("t", MatElements.text(MatElements.UTF8, letters, 2), "f0", MatElements.number(5e6)));
  }

  @Test
  void longTextsAndManyCellsAreNoHarm() throws Exception {
    byte[] text =
        MatElements.text(
            MatElements.UTF8, "a".repeat(100_000).getBytes(StandardCharsets.US_ASCII), 100_000);
    byte[][] elements = new byte[2000][];
    Arrays.setAll(elements, i -> MatElements.number(i));
    byte[] cells =
        MatElements.array(MatElements.CELL_CLASS, "", MatElements.joined(elements), 1, 2000);

    assertRead(fields("t", text, "f0", MatElements.number(5e6)));
    assertRead(fields("c", cells, "f0", MatElements.number(5e6)));
  }

  @Test
  void anObjectInAStructureIsNoHarm() throws Exception {
    assertRead(fields("o", MatElements.object(""), "f0", MatElements.number(5e6)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void objectsBesideAreLeftOut(boolean compressed) throws Exception {
    for (List<byte[]> order :
        List.of(
            List.of(MatElements.object("m"), IQ, DTCE),
            List.of(IQ, MatElements.object("a_long_name_of_an_object"), DTCE),
            List.of(IQ, DTCE, MatElements.object("x"), MatElements.object("y")))) {
      byte[][] arrays =
          order.stream()
              .map(array -> compressed ? MatElements.compressed(array) : array)
              .toArray(byte[][]::new);

      assertFrame(MatElements.file(arrays));
    }
  }

  @Test
  void anObjectInThePlaceOfPixelsIsNamed() {
    TestMembers.assertRefused(
        MatElements.file(MatElements.object("iq"), DTCE),
        Reason.MISSING_DATA,
        "iq is no array of numbers, but must be complex and numeric");
  }

  @Test
  void dimensionsWithoutASignAndNamesInUtf8AreRead() throws Exception {
    assertFrame(MatElements.file(IQ, numbers(MatElements.UINT32, MatElements.INT8)));
    assertFrame(MatElements.file(IQ, numbers(MatElements.INT32, MatElements.UTF8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 512})
  void zerosBetweenAndBehindTheArraysAreNothing(int count) throws Exception {
    assertFrame(MatElements.file(IQ, new byte[16], DTCE, new byte[count]));
  }

  @Test
  void bytesBehindTheArraysThatAreNoneAreRefused() {
    TestMembers.assertRefused(
        MatElements.file(IQ, DTCE, "garbage!".getBytes(StandardCharsets.US_ASCII)),
        Reason.MALFORMED,
        "The MAT file cannot be read: its bytes contradict its format (IOException)");
  }

  private static byte[] numbers(int dimensionType, int nameType) {
    return MatElements.array(
        MatElements.DOUBLE_CLASS,
        dimensionType,
        nameType,
        "dtce",
        MatElements.element(MatElements.DOUBLES, MatElements.doubles(7, 9)),
        1,
        2);
  }

  private static byte[] fields(String one, byte[] first, String other, byte[] second) {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    fields.put(one, first);
    fields.put(other, second);
    return MatElements.struct("acq_params", fields);
  }

  private static void assertRead(byte[] parameters) throws MemberException {
    for (byte[] file :
        List.of(
            MatElements.file(parameters, IQ, DTCE),
            MatElements.file(IQ, DTCE, parameters),
            MatElements.file(IQ, MatElements.compressed(parameters), DTCE))) {
      assertThat(assertFrame(file).metadata().frequencyHz()).isEqualTo(5e6);
    }
  }

  private static FrameRecord assertFrame(byte[] file) throws MemberException {
    List<FrameRecord> frames = TestMembers.read(file);
    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).das().orElseThrow().pixels()).containsExactly(5, 10);
    assertThat(frames.get(0).clinical().orElseThrow().pixels()).containsExactly(7, 9);
    return frames.get(0);
  }
}
