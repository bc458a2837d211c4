/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.TestMembers;
import org.mimicknet.format.WrittenSamples;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

class MatReaderTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 3;

  @Test
  @NeedsSharedData("the published phantom")
  void aRealFrameIsReadAsSciPyReadsIt() throws Exception {
    FrameRecord frame = read(Files.readAllBytes(SharedData.reference("phantom.mat")));

    Image das = frame.das().orElseThrow();
    Image clinical = frame.clinical().orElseThrow();
    assertThat(das.size()).isEqualTo("736 x 160");
    assertThat(pixel(das, 5, 7)).isEqualTo(1790.1089f);
    assertThat(pixel(das, 735, 0)).isEqualTo(280.5709f);
    assertThat(pixel(das, 0, 159)).isEqualTo(594.9198f);
    assertThat(mean(das)).isCloseTo(3218.439884297963, within(1e-4));
    assertThat(pixel(clinical, 5, 7)).isEqualTo(1783.0244f);
    assertThat(pixel(clinical, 735, 159)).isEqualTo(1093.9075f);
    assertThat(mean(clinical)).isCloseTo(1636.3489829731607, within(1e-4));
    assertThat(frame.metadata().frequencyHz()).isCloseTo(2358490.566037736, within(1e-6));
    assertThat(frame.metadata().voltageV()).isEqualTo(5.0);
    assertThat(frame.toString()).doesNotContain("getlab");
  }

  @Test
  @NeedsSharedData("the published phantom")
  void itsPixelsGiveTheNetworkTheInputOfTheReference() throws Exception {
    FrameRecord frame = read(Files.readAllBytes(SharedData.reference("phantom.mat")));
    float[] das = frame.das().orElseThrow().pixels();
    float[] expected = SharedData.golden("inputs/phantom_clip80.f32", 736, 160).pixels();

    double max = 0;
    for (float value : das) {
      max = Math.max(max, value);
    }
    double min = 0;
    for (float value : das) {
      min = Math.min(min, Math.max(-80, 20 * Math.log10(value / max)));
    }
    for (int i = 0; i < das.length; i++) {
      double db = Math.max(-80, 20 * Math.log10(das[i] / max));
      assertThat((db - min) / -min).isCloseTo(expected[i], within(2e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void columnsBecomeRowsCompressedOrNot(boolean compressed) throws Exception {
    MatFile file =
        Mat5.newMatFile()
            .addArray("iq", MatFiles.iq(HEIGHT, WIDTH, MatlabType.Double))
            .addArray("dtce", MatFiles.dtce(HEIGHT, WIDTH));

    FrameRecord frame = read(compressed ? MatFiles.compressed(file) : MatFiles.bytes(file));

    assertThat(frame.das().orElseThrow().pixels())
        .containsExactly(0, 50, 100, 5, 55, 105, 10, 60, 110, 15, 65, 115, 20, 70, 120);
    assertThat(frame.clinical().orElseThrow().pixels())
        .containsExactly(0, 1, 2, 100, 101, 102, 200, 201, 202, 300, 301, 302, 400, 401, 402);
    assertThat(frame.das().orElseThrow().size()).isEqualTo("5 x 3");
  }

  @ParameterizedTest
  @EnumSource(names = {"Single", "Int16"})
  void otherNumbersAreReadToo(MatlabType type) throws Exception {
    FrameRecord frame =
        read(MatFiles.bytes(Mat5.newMatFile().addArray("iq", MatFiles.iq(HEIGHT, WIDTH, type))));

    assertThat(pixel(frame.das().orElseThrow(), 4, 2)).isEqualTo(120);
  }

  @Test
  void oneOfTheTwoArraysIsEnough() throws Exception {
    FrameRecord das = read(bytes("iq", MatFiles.iq(HEIGHT, WIDTH, MatlabType.Double)));
    FrameRecord clinical = read(bytes("dtce", MatFiles.dtce(HEIGHT, WIDTH)));

    assertThat(das.das()).isPresent();
    assertThat(das.clinical()).isEmpty();
    assertThat(clinical.das()).isEmpty();
    assertThat(clinical.clinical()).isPresent();
  }

  @Test
  void aFileWithoutEitherNamesWhatIsExpected() {
    refused(
        bytes("other", MatFiles.dtce(HEIGHT, WIDTH)),
        Reason.MISSING_DATA,
        "The MAT file has neither iq (complex, depth x lines) nor dtce (real, depth x lines), nor"
            + " the variables of a Verasonics save");
  }

  @Test
  void arraysOfAnotherKindAreRefusedByTheirHeader() {
    refused(
        bytes("iq", MatFiles.dtce(HEIGHT, WIDTH)),
        Reason.MISSING_DATA,
        "iq is real, but must be complex and numeric");
  }

  @Test
  void allDimensionsAfterTheSecondAreFrames() throws Exception {
    Matrix iq = Mat5.newComplex(new int[] {2, 1, 3}, MatlabType.Double);
    Matrix dtce = Mat5.newMatrix(new int[] {2, 1, 3});
    for (int i = 0; i < 6; i++) {
      iq.setDouble(i, 3 * i);
      iq.setImaginaryDouble(i, 4 * i);
      dtce.setDouble(i, -i);
    }

    List<FrameRecord> frames =
        TestMembers.read(
            MatFiles.bytes(Mat5.newMatFile().addArray("iq", iq).addArray("dtce", dtce)));

    assertThat(frames).hasSize(3).allMatch(FrameRecord::isVerified);
    assertThat(frames.get(2).frameIndex()).isEqualTo(2);
    assertThat(frames.get(2).das().orElseThrow().pixels()).containsExactly(20, 25);
    assertThat(frames.get(2).clinical().orElseThrow().pixels()).containsExactly(-4, -5);
  }

  @Test
  void stacksOfUnequalLengthGivePairsThatAreNotVerified() throws Exception {
    MatFile file =
        Mat5.newMatFile()
            .addArray("iq", Mat5.newComplex(new int[] {2, 1, 3}, MatlabType.Double))
            .addArray("dtce", Mat5.newMatrix(new int[] {2, 1, 2}));

    List<FrameRecord> frames = TestMembers.read(MatFiles.bytes(file));

    assertThat(frames).extracting(FrameRecord::isVerified).containsExactly(false, false, true);
    assertThat(frames.get(0).detail())
        .isEqualTo("iq has 3 frames, but dtce has 2: they are paired by their order");
    assertThat(frames.get(2).clinical()).isEmpty();
  }

  @Test
  void sizesMustAgree() {
    byte[] file =
        MatFiles.bytes(
            Mat5.newMatFile()
                .addArray("iq", MatFiles.iq(HEIGHT, WIDTH, MatlabType.Double))
                .addArray("dtce", MatFiles.dtce(3, 5)));

    refused(
        file, Reason.SIZE_MISMATCH, "iq is 5 x 3, but dtce is 3 x 5: they must be of one frame");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300})
  void pixelsMustBeFiniteAsFloats(double value) {
    Matrix dtce = MatFiles.dtce(HEIGHT, WIDTH);
    dtce.setDouble(new int[] {4, 1}, value);

    refused(
        bytes("dtce", dtce),
        Reason.NON_FINITE,
        "dtce is %s at row 4, column 1: pixels must be finite numbers"
            .formatted(Double.isNaN(value) ? "NaN" : "Infinity"));
  }

  @Test
  void aDeclaredSizeIsCheckedBeforeMemoryIsTaken() {
    byte[] file = bytes("dtce", MatFiles.dtce(HEIGHT, WIDTH));
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(dimensionsAt(file), 2_000_000_000)
        .putInt(dimensionsAt(file) + 4, 2_000_000_000);

    refused(
        file,
        Reason.LIMIT_EXCEEDED,
        "dtce declares 2000000000 x 2000000000 pixels; at most 16777216 are read");
  }

  @Test
  void dimensionsThatTheDataDoNotFillAreMalformed() {
    byte[] file = bytes("dtce", MatFiles.dtce(HEIGHT, WIDTH));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(dimensionsAt(file), 3000);

    refused(
        file,
        Reason.MALFORMED,
        "The MAT file cannot be read: its bytes contradict its format (IOException)");
  }

  @Test
  void aFileThatEndsTooEarlyIsTruncated() {
    byte[] file = MatFiles.frame(HEIGHT, WIDTH);

    refused(
        Arrays.copyOf(file, file.length - 20),
        Reason.TRUNCATED,
        "The MAT file ends too early: copy it again from its origin");
  }

  @Test
  void version4SaysWhatToDo() {
    refused(
        WrittenSamples.bytes("mat/v4.mat"),
        Reason.UNSUPPORTED_FORMAT,
        "MAT files of version 4 are not read: load the file in MATLAB or SciPy and save it with"
            + " -v7");
  }

  private static FrameRecord read(byte[] file) throws MemberException {
    List<FrameRecord> frames = TestMembers.read(file);
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  private static void refused(byte[] file, Reason reason, String message) {
    TestMembers.assertRefused(file, reason, message);
  }

  private static byte[] bytes(String name, Matrix matrix) {
    return MatFiles.bytes(Mat5.newMatFile().addArray(name, matrix));
  }

  /** The dimensions lie 8 bytes before the small element that holds the name. */
  private static int dimensionsAt(byte[] file) {
    int name = new String(file, StandardCharsets.ISO_8859_1).indexOf("dtce");
    return name - 4 - 8;
  }

  private static float pixel(Image image, int row, int column) {
    return image.pixels()[row * image.width() + column];
  }

  private static double mean(Image image) {
    double sum = 0;
    for (float value : image.pixels()) {
      sum += value;
    }
    return sum / image.pixels().length;
  }
}
