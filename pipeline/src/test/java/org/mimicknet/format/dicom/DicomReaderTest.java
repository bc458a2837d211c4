package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameRecord;

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
            ArchiveLimits.DEFAULT);

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
  void namesAndIdentifiersAreInNoRecordAndNoText() throws Exception {
    DicomBytes bytes =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .text(0x0008_0018, "UI", "1.2.3.444")
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

    FrameRecord frame = reader.read(bytes.member(), ArchiveLimits.DEFAULT).next();
    DicomIdentifiers identifiers =
        DicomFile.open(bytes.stream(), ArchiveLimits.DEFAULT).identifiers();

    assertThat(frame.toString() + identifiers)
        .doesNotContain("DOE", "JANE", "PATIENT", "444", "555");
    assertThat(identifiers.patientId()).isEqualTo(Optional.of("PATIENT-7"));
    assertThat(identifiers.studyInstanceUid()).isEqualTo(Optional.of("1.2.3.555"));
    assertThat(identifiers.sopInstanceUid()).isEqualTo(Optional.of("1.2.3.444"));
    assertThat(identifiers.seriesInstanceUid()).isEmpty();
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
                    ArchiveLimits.DEFAULT))
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
            DicomSamples.member(Arrays.copyOf(whole, whole.length - 1)), ArchiveLimits.DEFAULT);

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
  }

  @Test
  void ingestDoesNotFindItBeforeThereIsAPrivacyStep() {
    byte[] file = DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2).pixels(1, 2).bytes();

    assertThat(FormatReader.of(file)).isEmpty();
  }

  @Test
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
