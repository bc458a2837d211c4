/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.format.dicom.DicomBytes.rle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;

/** What writers do against the standard, and readers of the field take nevertheless. */
class WrongDicomTest {
  private static final String RLE = "1.2.840.10008.1.2.5";
  private static final int FRAMES = 0x0028_0008;
  private static final int UNKNOWN = 0x0009_1001;

  @ParameterizedTest
  @CsvSource({"'', 3", "1, 3", "2, 3", "3, 3"})
  void nativeFramesThatAreNotCountedAreTaken(String announced, int expected) throws Exception {
    DicomBytes file = DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2).text(FRAMES, "IS", announced);

    List<FrameRecord> frames = read(file.pixels(1, 2, 3, 4, 5, 6));

    assertThat(frames).hasSize(expected).allMatch(frame -> frame.reason().isEmpty());
    assertThat(grey(frames.get(2))).containsExactly(5, 6);
    assertThat(frames.get(2).detail().contains("lies behind")).isEqualTo(!announced.equals("3"));
  }

  @Test
  void nativeFramesOfHalfTheColoursThatAreNotCountedAreTaken() throws Exception {
    int[] pixels = new int[3 * 320];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 4 < 2 ? 50 * (1 + i / 320) : 128;
    }
    DicomBytes file =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .pixelModule("YBR_FULL_422", 3, 4, 40)
            .number(0x0028_0006, 0);

    List<FrameRecord> frames = read(file.pixels(pixels));

    assertThat(frames)
        .extracting(frame -> Set.copyOf(grey(frame)))
        .containsExactly(Set.of(50), Set.of(100), Set.of(150));
  }

  @Test
  void aTableOfFragmentsIsNoTableOfFrames() throws Exception {
    byte[] rle = rle(5);
    DicomBytes file =
        loop(1)
            .item(Tag.ITEM, words(0, 73))
            .item(Tag.ITEM, Arrays.copyOf(rle, 65))
            .item(Tag.ITEM, Arrays.copyOfRange(rle, 65, 66))
            .item(Tag.SEQUENCE_END, new byte[0]);

    List<FrameRecord> frames = read(file);

    assertThat(frames).hasSize(1);
    assertThat(grey(frames.get(0))).containsExactly(5, 5);
  }

  @Test
  void bytesBehindTheLastNativeFrameAreToldUnlessTheyArePadding() throws Exception {
    DicomBytes padded = DicomBytes.grey(DicomBytes.EXPLICIT, 10, 20).pixels(new int[264]);
    DicomBytes more = DicomBytes.grey(DicomBytes.EXPLICIT, 10, 20).pixels(new int[398]);

    assertThat(read(padded)).hasSize(1).allMatch(frame -> frame.detail().isEmpty());
    assertThat(read(more)).hasSize(1).allMatch(frame -> frame.detail().startsWith("198 bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RE", "ZZ", "un", "  ", "--", "??", "\0\0", " \0"})
  void anElementOfAnUnknownVrIsPassedByItsShortLength(String vr) throws Exception {
    DicomBytes file =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .element(UNKNOWN, vr, new byte[2])
            .element(UNKNOWN + 1, vr, new byte[300])
            .element(UNKNOWN + 2, vr, new byte[0])
            .pixelModule("MONOCHROME2", 1, 1, 2)
            .pixels(7, 9);

    assertThat(grey(read(file).get(0))).containsExactly(7, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OX", "XX", "  ", "??"})
  void anElementOfAnUnknownVrIsPassedByItsLongLength(String vr) throws Exception {
    DicomBytes file =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .start(UNKNOWN, vr, 0)
            .raw(70, 0, 0, 0)
            .raw(new byte[70])
            .pixelModule("MONOCHROME2", 1, 1, 2)
            .pixels(7, 9);

    assertThat(grey(read(file).get(0))).containsExactly(7, 9);
  }

  @Test
  void fragmentsOfRleAreJoinedByTheirHeaders() throws Exception {
    byte[] rle = rle(5);
    DicomBytes file = loop(2).item(Tag.ITEM, new byte[0]);
    for (int i = 0; i < 2; i++) {
      file.item(Tag.ITEM, Arrays.copyOf(rle, 65)).item(Tag.ITEM, Arrays.copyOfRange(rle, 65, 66));
    }

    List<FrameRecord> frames = read(file.item(Tag.SEQUENCE_END, new byte[0]));

    assertThat(frames).extracting(WrongDicomTest::grey).containsExactly(row(5), row(5));
  }

  @Test
  void aDroppedFrameIsToldWhereTheTableGivesItNoFragment() throws Exception {
    DicomBytes file =
        loop(3)
            .item(Tag.ITEM, words(0, 74, 74))
            .item(Tag.ITEM, rle(1))
            .item(Tag.ITEM, rle(3))
            .item(Tag.SEQUENCE_END, new byte[0]);

    List<FrameRecord> frames = read(file);

    assertThat(frames).hasSize(3);
    assertThat(frames.get(1).reason()).contains(Reason.MALFORMED);
    assertThat(frames.get(1).detail()).isEqualTo("Frame 1 has no bytes: its writer dropped it");
    assertThat(grey(frames.get(2))).containsExactly(3, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, 200})
  void aFragmentOfZerosIsADroppedFrame(int zeros) throws Exception {
    DicomBytes file =
        loop(3)
            .item(Tag.ITEM, new byte[0])
            .item(Tag.ITEM, rle(1))
            .item(Tag.ITEM, new byte[zeros])
            .item(Tag.ITEM, rle(3))
            .item(Tag.SEQUENCE_END, new byte[0]);

    List<FrameRecord> frames = read(file);

    assertThat(frames)
        .extracting(frame -> frame.reason().isPresent())
        .containsExactly(false, true, false);
    assertThat(grey(frames.get(2))).containsExactly(3, 3);
  }

  @Test
  void aDamagedFrameDoesNotEndTheLoop() throws Exception {
    byte[] damaged = rle(2);
    damaged[0] = 9;
    DicomBytes file =
        loop(3)
            .item(Tag.ITEM, words(0, 74, 148))
            .item(Tag.ITEM, rle(1))
            .item(Tag.ITEM, damaged)
            .item(Tag.ITEM, rle(3))
            .item(Tag.SEQUENCE_END, new byte[0]);

    assertThat(read(file))
        .extracting(frame -> frame.reason().isPresent())
        .containsExactly(false, true, false);
  }

  @Test
  void compressedFramesThatAreNotCountedAreTakenAndRestsAreTold() throws Exception {
    DicomBytes file =
        DicomBytes.grey(RLE, 1, 2)
            .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED)
            .item(Tag.ITEM, new byte[0])
            .item(Tag.ITEM, rle(1))
            .item(Tag.ITEM, rle(2))
            .item(Tag.ITEM, new byte[] {1, 2, 3, 4})
            .item(Tag.SEQUENCE_END, new byte[0]);

    List<FrameRecord> frames = read(file);

    assertThat(frames).extracting(WrongDicomTest::grey).containsExactly(row(1), row(2));
    assertThat(frames.get(1).detail())
        .contains("accounts for 1 frames", "1 fragments with 4 bytes", "not taken");
  }

  @Test
  void pixelsAreReadAsTheyAreRatherThanAsTheSyntaxSays() throws Exception {
    DicomBytes codestream =
        DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2)
            .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED)
            .item(Tag.ITEM, new byte[0])
            .item(Tag.ITEM, rle(4))
            .item(Tag.SEQUENCE_END, new byte[0]);
    DicomBytes samples = DicomBytes.grey(RLE, 1, 2).pixels(4, 4);

    assertThat(read(samples)).extracting(WrongDicomTest::grey).containsExactly(row(4));
    assertThat(read(codestream)).extracting(WrongDicomTest::grey).containsExactly(row(4));
    assertThat(read(codestream).get(0).detail())
        .isEqualTo(
            "The transfer syntax says uncompressed, but the pixels are RLE: they are read as such");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void bytesInBigEndianWordsAreSwappedAcrossFrames(int columns) throws Exception {
    int frames = 3;
    byte[] samples = new byte[columns * frames + columns * frames % 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i ^ 1] = (byte) i;
    }

    List<FrameRecord> read = read(bigEndian(columns, frames, 8, samples));

    assertThat(read.stream().flatMap(frame -> grey(frame).stream()))
        .containsExactlyElementsOf(IntStream.range(0, columns * frames).boxed().toList());
  }

  @Test
  void bitsInBigEndianWordsAreSwappedAcrossFrames() throws Exception {
    byte[] samples = {0b0000_0000, 0b0101_1011, 0, 0b0000_0001};

    List<FrameRecord> read = read(bigEndian(5, 4, 1, samples));

    Stream<Integer> bits =
        read.stream().flatMap(frame -> grey(frame).stream().map(value -> value / 255));
    assertThat(bits).containsExactly(1, 1, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "20200229131415+0100, '', 2020-02-29T12:14:15",
    "20200229131415-0530, +0100, 2020-02-29T18:44:15",
    "20200229131415, +0100, 2020-02-29T12:14:15",
    "20200229001415, +0100, 2020-02-28T23:14:15",
    "20200229131415, -1200, 2020-03-01T01:14:15",
    "20200229131415, nonsense, 2020-02-29T13:14:15",
    "20200229131415+9900, '', "
  })
  void aTimeIsOfUtcWhereAnOffsetIsStated(String time, String offset, String expected)
      throws Exception {
    DicomBytes file =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .text(0x0008_002A, "DT", time)
            .text(0x0008_0201, "SH", offset)
            .pixelModule("MONOCHROME2", 1, 1, 2)
            .pixels(7, 9);

    assertThat(read(file).get(0).metadata().acquiredAt())
        .isEqualTo(expected == null ? null : LocalDateTime.parse(expected));
  }

  private static DicomBytes loop(int frames) {
    return DicomBytes.grey(RLE, 1, 2)
        .text(FRAMES, "IS", String.valueOf(frames))
        .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED);
  }

  private static byte[] words(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(values).forEach(bytes::putInt);
    return bytes.array();
  }

  /** A loop of frames of one row, in explicit big endian. */
  private static DicomBytes bigEndian(int columns, int frames, int bits, byte[] samples) {
    return DicomBytes.file("1.2.840.10008.1.2.2")
        .raw(0, 0x28, 0, 0x02, 'U', 'S', 0, 2, 0, 1)
        .raw(0, 0x28, 0, 0x08, 'I', 'S', 0, 2, '0' + frames, ' ')
        .raw(0, 0x28, 0, 0x10, 'U', 'S', 0, 2, 0, 1)
        .raw(0, 0x28, 0, 0x11, 'U', 'S', 0, 2, 0, columns)
        .raw(0, 0x28, 1, 0x00, 'U', 'S', 0, 2, 0, bits)
        .raw(0x7F, 0xE0, 0, 0x10, 'O', 'W', 0, 0, 0, 0, 0, samples.length)
        .raw(samples);
  }

  private static List<Integer> row(int value) {
    return List.of(value, value);
  }

  /** The grey values of 8 bits. */
  private static List<Integer> grey(FrameRecord frame) {
    List<Integer> values = new ArrayList<>();
    for (float pixel : frame.clinical().orElseThrow().pixels()) {
      values.add(Math.round(pixel * 255));
    }
    return values;
  }

  private static List<FrameRecord> read(DicomBytes file) throws MemberException {
    Iterator<FrameRecord> left = new DicomReader().read(file.member(), ReadSettings.DEFAULT);
    List<FrameRecord> frames = new ArrayList<>();
    left.forEachRemaining(frames::add);
    return frames;
  }
}
