/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.JoinKey;
import org.mimicknet.format.PixelScope;
import org.mimicknet.image.Image;

/** Expected pseudonyms are those of Python's {@code hmac} with the same key. */
class PrivacyTest {
  private static final Identifiers PERSONAL = Identifiers.PERSONAL;
  private static final Identifiers RESEARCH = Identifiers.RESEARCH;
  private static final LocalDateTime TAKEN = LocalDateTime.of(2020, 2, 29, 13, 14, 15);
  private static final Image IMAGE = new Image(new float[] {0, 1}, 1, 2);
  private static final String PATH = "week.zip!/DOE_JANE/IM0001.dcm";

  @TempDir Path folder;
  private Privacy keyed;

  @BeforeEach
  void readTheKey() throws IOException {
    keyed = Privacy.withKey(key("0123456789abcdefghijklmnopqrstuvwxyzABCDEF"));
  }

  @Test
  void identifiersBecomePseudonymsUnderTheKey() {
    FrameMetadata stored = keyed.apply(personal(), PERSONAL, 0).metadata();

    assertThat(stored.studyId()).isEqualTo("2.25.285678462990630930361254019921168799275");
    assertThat(stored.patientId()).isEqualTo("526ae8f2eef8b2fe1791eac1316c986c");
    assertThat(stored.seriesId()).startsWith("2.25.").isNotEqualTo(stored.studyId());
    assertThat(stored.instanceId()).startsWith("2.25.").isNotEqualTo(stored.studyId());
    assertThat(stored.manufacturer()).isEqualTo("ACME");
  }

  @Test
  void anotherKeyGivesOtherPseudonymsAndTheSameKeyTheSame() throws IOException {
    Privacy same = Privacy.withKey(key("0123456789abcdefghijklmnopqrstuvwxyzABCDEF\n"));
    Privacy other = Privacy.withKey(key("another key, of more than thirty-two bytes"));

    FrameRecord stored = keyed.apply(personal(), PERSONAL, 0);

    assertThat(same.apply(personal(), PERSONAL, 5)).usingRecursiveComparison().isEqualTo(stored);
    FrameRecord differs = other.apply(personal(), PERSONAL, 0);
    assertThat(differs.path()).isNotEqualTo(stored.path());
    assertThat(differs.metadata().studyId()).isNotEqualTo(stored.metadata().studyId());
    assertThat(differs.metadata().acquiredAt()).isNotEqualTo(stored.metadata().acquiredAt());
  }

  @Test
  void thePartsOfAPathBecomePseudonymsAndKeepTheMarksOfTheirFormats() {
    assertThat(keyed.path(PATH, PERSONAL, 0))
        .isEqualTo(
            "aba8fcfc5a7ecbbf885b2b2a.zip!/0a5a7cbd73d466f717ac4790/7c3431dec53ba31094f5f9fc.dcm");
    assertThat(keyed.path("a/DOE.JANE", PERSONAL, 0)).matches("[0-9a-f]{24}/[0-9a-f]{24}");
    assertThat(keyed.path("1.2.840.7", PERSONAL, 0)).matches("[0-9a-f]{24}");
    assertThat(keyed.path("doe.nii.gz", PERSONAL, 0)).matches("[0-9a-f]{24}\\.nii\\.gz");
    assertThat(keyed.path("DOE_JANE.pdf", Identifiers.UNKNOWN, 0)).matches("[0-9a-f]{24}\\.pdf");
  }

  @Test
  void pathsOfResearchFormatsStayUnlessAllAreHidden() {
    assertThat(keyed.path("a.zip!/b.mat", RESEARCH, 0)).isEqualTo("a.zip!/b.mat");
    assertThat(keyed.hashingPaths().path("a.zip!/b.mat", RESEARCH, 0))
        .matches("[0-9a-f]{24}\\.zip!/[0-9a-f]{24}\\.mat");
    assertThatThrownBy(Privacy.WITHOUT_KEY::hashingPaths)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot make pseudonyms of paths: there is no key");
  }

  @Test
  void aPathWithAUidIsPersonalWhateverTheFormat() {
    String path = "a.zip!/US.1.2.840.113619.2.21.20200229131415.3/b_1.mat";
    FrameRecord record =
        FrameRecord.ofDas(
            path, 0, IMAGE, FrameMetadata.builder().studyId("20200229131415").build());

    for (Identifiers any : Identifiers.values()) {
      assertThat(keyed.path(path, any, 0))
          .matches("[0-9a-f]{24}\\.zip!/[0-9a-f]{24}/[0-9a-f]{24}\\.mat");
      assertThat(Privacy.WITHOUT_KEY.path(path, any, 3)).isEqualTo("withheld/3.mat");
      assertThat(Privacy.KEEPING_IDENTIFIERS.path(path, any, 3)).isEqualTo(path);
    }
    assertThat(keyed.apply(record, RESEARCH, 0).metadata().studyId()).matches("[0-9a-f]{32}");
    assertThat(Privacy.WITHOUT_KEY.apply(record, RESEARCH, 0).reason())
        .contains(Reason.PRIVACY_KEY_MISSING);
    assertThat(Privacy.WITHOUT_KEY.path("v1.10.3/f_2.0.1_5.25.mat", RESEARCH, 0))
        .isEqualTo("v1.10.3/f_2.0.1_5.25.mat");
  }

  @Test
  void aFileOfAResearchFormatThatCannotBeOpenedMayBeOfAPatient() {
    FrameRecord unopened = FrameRecord.failed("QUIXOTE save.mat", Reason.MALFORMED, "");
    FrameRecord research =
        unopened.withMetadata(FrameMetadata.builder().identifiers(RESEARCH).build());

    assertThat(keyed.apply(unopened, RESEARCH, 0).path()).matches("[0-9a-f]{24}\\.mat");
    assertThat(keyed.apply(research, RESEARCH, 0).path()).isEqualTo("QUIXOTE save.mat");
  }

  @Test
  void theStudyInTheNameOfAFileThatNoReaderTookIsAPseudonymToo() {
    FrameRecord record =
        FrameRecord.failed("20200229131415 QUIXOTE.pdf", Reason.UNSUPPORTED_FORMAT, "")
            .withMetadata(FrameMetadata.builder().studyId("20200229131415").build());

    FrameRecord stored = keyed.apply(record, Identifiers.UNKNOWN, 0);

    assertThat(stored.metadata().studyId()).matches("[0-9a-f]{32}");
    assertThat(stored.nameStudyId()).contains(stored.metadata().studyId());
  }

  @Test
  void timesOfAPatientMoveTogetherAndWithoutAPatientTheyGo() {
    FrameRecord later =
        personal()
            .withMetadata(
                personal().metadata().toBuilder().acquiredAt(TAKEN.plusHours(30)).build());
    FrameRecord nobody = personal().withMetadata(FrameMetadata.builder().acquiredAt(TAKEN).build());

    LocalDateTime first = keyed.apply(personal(), PERSONAL, 0).metadata().acquiredAt();
    LocalDateTime second = keyed.apply(later, PERSONAL, 0).metadata().acquiredAt();

    assertThat(first).isEqualTo(LocalDateTime.of(2017, 1, 14, 22, 12, 40));
    assertThat(Duration.between(first, second)).isEqualTo(Duration.ofHours(30));
    assertThat(keyed.apply(nobody, PERSONAL, 0).metadata().acquiredAt()).isNull();
  }

  @Test
  void withoutAKeyPersonalFramesAreRefusedAndAllThatTheySayIsWithheld() {
    FrameRecord stored = Privacy.WITHOUT_KEY.apply(personal(), PERSONAL, 7);

    assertThat(stored.reason()).contains(Reason.PRIVACY_KEY_MISSING);
    assertThat(stored.path()).isEqualTo("withheld/7.dcm");
    assertThat(stored.clinical()).isEmpty();
    assertThat(stored.metadata()).isEqualTo(FrameMetadata.NONE);
    assertThat(stored.join()).isEqualTo(JoinKey.NONE);
    assertThat(Privacy.WITHOUT_KEY.apply(personal(), RESEARCH, 7).clinical()).contains(IMAGE);
    assertThat(Privacy.WITHOUT_KEY.path("a.zip!/b.mat", RESEARCH, 0)).isEqualTo("a.zip!/b.mat");
  }

  @Test
  void whoKeepsIdentifiersKeepsThemAsTheyAre() {
    assertThat(Privacy.KEEPING_IDENTIFIERS.apply(personal(), PERSONAL, 0))
        .usingRecursiveComparison()
        .isEqualTo(personal());
  }

  @Test
  void aMetadataCsvFindsAPersonalFrameByItsNameButGivesItNoStudy() {
    FrameRecord stored = keyed.apply(personal(), PERSONAL, 0);

    assertThat(stored.fileName()).isEqualTo("IM0001.dcm");
    assertThat(stored.nameStudyId()).contains(stored.metadata().studyId());
  }

  @Test
  void aWholeScreenIsRefusedUnlessTheUserTrustsIt() {
    FrameRecord screen =
        personal()
            .withMetadata(personal().metadata().toBuilder().pixelScope(PixelScope.SCREEN).build());

    FrameRecord refused = keyed.apply(screen, PERSONAL, 0);
    FrameRecord trusted = keyed.trustingPixels().apply(screen, PERSONAL, 0);

    assertThat(refused.reason()).contains(Reason.BURNED_IN_TEXT_RISK);
    assertThat(refused.clinical()).isEmpty();
    assertThat(trusted.reason()).isEmpty();
    assertThat(trusted.clinical()).isEqualTo(screen.clinical());
  }

  @Test
  void ofAKnownScannerTheStripOfNamesIsCutOff() {
    float[] pixels = new float[480 * 640];
    Arrays.fill(pixels, 0, 30 * 640, 1);
    Image screen = new Image(pixels, 480, 640);

    FrameRecord stored = keyed.apply(screen(screen, "ORIGINAL\\PRIMARY"), PERSONAL, 0);

    assertThat(stored.clinical().orElseThrow().size()).isEqualTo("450 x 640");
    assertThat(stored.clinical().orElseThrow().pixels()).containsOnly(0);
    assertThat(stored.metadata().extra()).containsEntry("top_strip_rows", "30");
    assertThat(keyed.apply(screen(screen, "DERIVED\\PRIMARY"), PERSONAL, 0).reason())
        .contains(Reason.BURNED_IN_TEXT_RISK);
    assertThat(
            keyed
                .apply(screen(new Image(pixels, 640, 480), "ORIGINAL\\PRIMARY"), PERSONAL, 0)
                .reason())
        .contains(Reason.BURNED_IN_TEXT_RISK);
  }

  private static FrameRecord screen(Image image, String imageType) {
    return FrameRecord.ofClinical(
        PATH,
        0,
        image,
        FrameMetadata.builder()
            .manufacturer("Acuson")
            .modelName("Sequoia 512")
            .pixelScope(PixelScope.SCREEN)
            .extra(Map.of("modality", "US", "image_type", imageType))
            .build());
  }

  private static FrameRecord personal() {
    return FrameRecord.ofClinical(
        PATH,
        3,
        IMAGE,
        FrameMetadata.builder()
            .studyId("1.2.840.113619.2.1")
            .seriesId("1.2.840.113619.2.2")
            .patientId("PAT-7")
            .instanceId("1.2.840.113619.2.3")
            .manufacturer("ACME")
            .acquiredAt(TAKEN)
            .build());
  }

  private PrivacyKey key(String secret) throws IOException {
    return PrivacyKey.read(
        Files.write(folder.resolve("key"), secret.getBytes(StandardCharsets.UTF_8)));
  }
}
