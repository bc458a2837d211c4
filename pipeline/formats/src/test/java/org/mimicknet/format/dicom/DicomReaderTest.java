/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.PixelScope;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.reference.NeedsSharedData;

class DicomReaderTest {
  private static final String SECRET = "DOE^JANE";

  private final FormatReader reader = new DicomReader();

  @Test
  void givesClinicalFramesWithMetadataAndFrameTimes() throws MemberException {
    Iterator<FrameRecord> frames =
        reader.read(
            DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x0008_0060, "CS", "US")
                .text(0x0008_0070, "LO", "ACME")
                .text(0x0008_1090, "LO", "Sonic 3")
                .text(0x0018_0015, "CS", "HEART")
                .text(0x0018_1063, "DS", "33.5")
                .text(0x0028_0008, "IS", "2")
                .pixelModule("MONOCHROME2", 1, 1, 2)
                .pixels(0, 255, 255, 0)
                .member(),
            ReadSettings.DEFAULT);

    FrameRecord first = frames.next();
    FrameRecord second = frames.next();
    assertThat(frames.hasNext()).isFalse();
    assertThat(first.path()).isEqualTo("a.zip!/b.dcm");
    assertThat(first.das()).isEmpty();
    assertThat(first.reason()).isEmpty();
    assertThat(first.clinical().orElseThrow().pixels()).containsExactly(0, 1);
    assertThat(second.clinical().orElseThrow().pixels()).containsExactly(1, 0);
    assertThat(second.frameIndex()).isEqualTo(1);
    assertThat(second.metadata().manufacturer()).isEqualTo("ACME");
    assertThat(second.metadata().modelName()).isEqualTo("Sonic 3");
    assertThat(second.metadata().target()).isEqualTo("HEART");
    assertThat(second.metadata().extra())
        .containsEntry("modality", "US")
        .containsEntry("frame_time_ms", "33.5")
        .containsEntry("n_frames", "2");
  }

  @Test
  void namesAreInNoRecordAndIdentifiersOnlyInTheirFields() throws Exception {
    DicomBytes bytes =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .text(0x0008_0018, "UI", "1.2.3.444")
            .text(0x0008_0022, "DA", "20200229")
            .text(0x0008_0032, "TM", "131415.5")
            .text(0x0008_0060, "CS", SECRET)
            .text(0x0008_0070, "LO", SECRET)
            .text(0x0008_0080, "LO", SECRET)
            .element(0x0009_0010, "UN", SECRET.getBytes(StandardCharsets.US_ASCII))
            .text(0x0010_0010, "PN", SECRET)
            .text(0x0010_0020, "LO", "PATIENT-7")
            .text(0x0010_4000, "LT", SECRET)
            .text(0x0020_000D, "UI", "1.2.3.555")
            .text(0x0020_4000, "LT", SECRET)
            .pixelModule("MONOCHROME2", 1, 1, 2)
            .pixels(1, 2);

    FrameRecord frame = reader.read(bytes.member(), ReadSettings.DEFAULT).next();

    assertThat(frame.toString()).doesNotContain("DOE", "JANE");
    assertThat(frame.metadata().extra().toString()).doesNotContain("PATIENT-7", "444", "555");
    assertThat(frame.metadata())
        .extracting(
            FrameMetadata::patientId,
            FrameMetadata::studyId,
            FrameMetadata::seriesId,
            FrameMetadata::instanceId,
            FrameMetadata::acquiredAt)
        .containsExactly(
            "PATIENT-7",
            "1.2.3.555",
            null,
            "1.2.3.444",
            LocalDateTime.of(2020, 2, 29, 13, 14, 15, 500_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "0008002A, 20200229131415.25+0100, '', 2020-02-29T12:14:15.250",
    "00080023, 2020.02.29, 13:14:15.25, 2020-02-29T13:14:15.250",
    "00080022, 20200230, 131415, ",
    "00080022, 20200229, 1314, ",
    "00080022, 2020, 131415, "
  })
  void aTimeIsTakenWholeOrNotAtAll(String tag, String date, String time, LocalDateTime expected)
      throws MemberException {
    int dateTag = Integer.parseInt(tag, 16);
    DicomBytes bytes = DicomBytes.file(DicomBytes.EXPLICIT).text(dateTag, "LO", date);
    if (!time.isEmpty()) {
      bytes.text(dateTag + 0x10, "LO", time);
    }

    FrameRecord frame =
        reader
            .read(
                bytes.pixelModule("MONOCHROME2", 1, 1, 2).pixels(1, 2).member(),
                ReadSettings.DEFAULT)
            .next();

    assertThat(frame.metadata().acquiredAt()).isEqualTo(expected);
  }

  @Test
  void anOriginalImageOfAComputedClassIsNoScreen() throws MemberException {
    assertThat(scope("1.2.840.10008.5.1.4.1.1.4", "ORIGINAL\\PRIMARY\\M", "NO"))
        .isEqualTo(PixelScope.RECONSTRUCTED);
    assertThat(scope("1.2.840.10008.5.1.4.1.1.4", "ORIGINAL\\PRIMARY\\M", "YES"))
        .isEqualTo(PixelScope.SCREEN);
    assertThat(scope("1.2.840.10008.5.1.4.1.1.4", "DERIVED\\SECONDARY", "NO"))
        .isEqualTo(PixelScope.SCREEN);
    assertThat(scope("1.2.840.10008.5.1.4.1.1.6.1", "ORIGINAL\\PRIMARY", "NO"))
        .isEqualTo(PixelScope.SCREEN);
  }

  private PixelScope scope(String sopClass, String imageType, String burnedIn)
      throws MemberException {
    return reader
        .read(
            DicomBytes.file(DicomBytes.EXPLICIT)
                .text(0x0008_0008, "CS", imageType)
                .text(0x0008_0016, "UI", sopClass)
                .pixelModule("MONOCHROME2", 1, 1, 2)
                .text(0x0028_0301, "CS", burnedIn)
                .pixels(1, 2)
                .member(),
            ReadSettings.DEFAULT)
        .next()
        .metadata()
        .pixelScope();
  }

  @Test
  void messagesOfMalformedFilesDoNotQuoteThem() {
    assertThatThrownBy(
            () ->
                reader.read(
                    DicomBytes.file(DicomBytes.EXPLICIT)
                        .text(0x0028_0008, "IS", SECRET)
                        .pixelModule("MONOCHROME2", 1, 1, 2)
                        .pixels(1, 2)
                        .member(),
                    ReadSettings.DEFAULT))
        .isInstanceOf(MemberException.class)
        .hasMessage("FRAMES (0028,0008) is not a count");
  }

  @Test
  void anErrorAfterTheFirstFrameLeavesThatFrame() throws MemberException {
    byte[] whole =
        DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2)
            .text(0x0028_0008, "IS", "2")
            .pixels(1, 2, 3, 4)
            .bytes();
    Iterator<FrameRecord> frames =
        reader.read(
            DicomSamples.member(Arrays.copyOf(whole, whole.length - 1)), ReadSettings.DEFAULT);

    assertThat(frames.next().clinical()).isPresent();
    assertThatThrownBy(frames::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(MemberException.class)
        .hasStackTraceContaining("2 more were announced and 1 are there")
        .satisfies(
            e ->
                assertThat(MemberException.of("The DICOM file", e).reason())
                    .isEqualTo(Reason.TRUNCATED));
  }

  @Test
  void recognisesFilesWithAndWithoutPreambleAndNothingElse() {
    byte[] file = DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2).pixels(1, 2).bytes();

    assertThat(reader.recognises(file)).isTrue();
    assertThat(reader.recognises(Arrays.copyOfRange(file, 132, file.length))).isTrue();
    assertThat(reader.recognises(new byte[1024])).isFalse();
    assertThat(reader.recognises(new byte[0])).isFalse();
    assertThat(FormatReader.of(file)).containsInstanceOf(DicomReader.class);
  }

  @Test
  @NeedsSharedData("DICOM files of real systems")
  void recognisesRealFilesByContent() throws IOException {
    assertThat(
            reader.recognises(
                DicomSamples.bytes("dicom-malformed/pydicom__pydicom/ExplVR_BigEndNoMeta.dcm")))
        .isTrue();
    assertThat(
            reader.recognises(DicomSamples.bytes("dicomdir-tree/dicomdirtests/TINY_ALPHA/README")))
        .isFalse();
  }
}
