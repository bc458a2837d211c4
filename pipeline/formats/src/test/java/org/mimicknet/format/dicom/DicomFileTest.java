/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mimicknet.format.dicom.DicomBytes.rle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.PixelScope;
import org.mimicknet.image.Image;

class DicomFileTest {
  private static final String RLE = "1.2.840.10008.1.2.5";

  @Test
  void greyIsScaledByTheBitsThatAreStored() throws Exception {
    Image image = image(DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2).pixels(51, 255));

    assertThat(image.pixels()).containsExactly(0.2f, 1);
  }

  @Test
  void monochrome1IsInvertedAndANegativeSlopeInvertsAgain() throws Exception {
    DicomBytes inverted =
        DicomBytes.file(DicomBytes.EXPLICIT).pixelModule("MONOCHROME1", 1, 1, 2).pixels(0, 255);
    DicomBytes twice =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .pixelModule("MONOCHROME1", 1, 1, 2)
            .text(0x0028_1053, "DS", "-2")
            .pixels(0, 255);

    assertThat(image(inverted).pixels()).containsExactly(1, 0);
    assertThat(image(twice).pixels()).containsExactly(0, 1);
  }

  @Test
  void coloursAreWeightedByBt601() throws Exception {
    Image image =
        image(
            DicomBytes.file(DicomBytes.EXPLICIT)
                .pixelModule("RGB", 3, 1, 3)
                .pixels(255, 0, 0, 0, 255, 0, 0, 0, 255));

    assertThat(image.pixels()).containsExactly(new float[] {0.299f, 0.587f, 0.114f}, within(1e-6f));
  }

  @Test
  void paletteIndicesOutsideThePaletteTakeItsEnds() throws Exception {
    int[] ramp = {0, 0x8000, 0xFFFF};
    Image image =
        image(
            DicomBytes.file(DicomBytes.EXPLICIT)
                .pixelModule("PALETTE COLOR", 1, 1, 4)
                .number(0x0028_1101, 3, 10, 16)
                .number(0x0028_1201, ramp)
                .number(0x0028_1202, ramp)
                .number(0x0028_1203, ramp)
                .pixels(0, 10, 11, 200));

    assertThat(image.pixels()).startsWith(0, 0);
    assertThat(image.pixels()[2]).isCloseTo(0.5f, within(1e-4f));
    assertThat(image.pixels()[3]).isCloseTo(1f, within(1e-6f));
  }

  @Test
  void onlyThe2dRegionsAreKeptAndBetweenThemIsBlack() throws Exception {
    DicomFile file =
        open(
            DicomBytes.grey(DicomBytes.EXPLICIT, 2, 4)
                .regions(1, new int[] {0, 0, 0, 0}, new int[] {2, 1, 2, 1})
                .pixels(255, 255, 255, 255, 255, 255, 255, 255));
    Image image = file.nextImage();

    assertThat(file.metadata(0).pixelScope()).isEqualTo(PixelScope.REGIONS);
    assertThat(file.detail()).isEmpty();
    assertThat(image.size()).isEqualTo("2 x 3");
    assertThat(image.pixels()).containsExactly(1, 0, 0, 0, 0, 1);
  }

  @Test
  void aRegionThatReachesOutsideTheImageIsCutAndFlagged() throws Exception {
    DicomFile file =
        open(
            DicomBytes.grey(DicomBytes.EXPLICIT, 2, 2)
                .regions(1, new int[] {1, -5, 9, 0})
                .pixels(0, 255, 0, 0));

    assertThat(file.detail()).contains("reaches outside the image");
    assertThat(file.nextImage().pixels()).containsExactly(1);
    assertThat(file.metadata(0).extra()).containsEntry("region_outside_image", "true");
  }

  @Test
  void without2dRegionsTheScopeSaysThatAllOfTheImageIsKept() throws Exception {
    DicomFile file =
        open(
            DicomBytes.grey(DicomBytes.EXPLICIT, 1, 2)
                .regions(4, new int[] {0, 0, 0, 0})
                .pixels(1, 2));

    assertThat(file.metadata(0).pixelScope()).isEqualTo(PixelScope.SCREEN);
    assertThat(file.nextImage().size()).isEqualTo("1 x 2");
    assertThat(file.metadata(0).extra()).containsEntry("pixel_scope", "screen");
  }

  @Test
  void framesOfSeveralFragmentsAreFoundByTheOffsetTable() throws Exception {
    byte[] first = rle(7);
    byte[] second = rle(9);
    DicomBytes bytes =
        DicomBytes.grey(RLE, 1, 2)
            .text(0x0028_0008, "IS", "2")
            .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED)
            .item(Tag.ITEM, new byte[] {0, 0, 0, 0, (byte) (first.length + 16), 0, 0, 0})
            .item(Tag.ITEM, Arrays.copyOf(first, 40))
            .item(Tag.ITEM, Arrays.copyOfRange(first, 40, first.length))
            .item(Tag.ITEM, second)
            .item(Tag.SEQUENCE_END, new byte[0]);
    DicomFile file = open(bytes);

    assertThat(file.next().samples()).containsExactly(7, 7);
    assertThat(file.next().samples()).containsExactly(9, 9);
    assertThat(file.hasNext()).isFalse();
  }

  @Test
  void withoutAUsableOffsetTableAFrameStartsWithItsMarker() throws Exception {
    byte[] tooEarly = {0, 0, 0, 0, 60, 0, 0, 0};
    for (byte[] table : new byte[][] {{}, tooEarly, {9, 9, 9, 9}}) {
      DicomFile file =
          open(
              DicomBytes.grey(RLE, 1, 2)
                  .text(0x0028_0008, "IS", "2")
                  .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED)
                  .item(Tag.ITEM, table)
                  .item(Tag.ITEM, rle(7))
                  .item(Tag.ITEM, rle(9))
                  .item(Tag.SEQUENCE_END, new byte[0]));

      assertThat(file.next().samples()).containsExactly(7, 7);
      assertThat(file.next().samples()).containsExactly(9, 9);
    }
  }

  @Test
  void announcedFramesThatAreNotThereAreTold() throws Exception {
    DicomFile file =
        open(
            DicomBytes.grey(RLE, 1, 2)
                .text(0x0028_0008, "IS", "3")
                .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED)
                .item(Tag.ITEM, new byte[0])
                .item(Tag.ITEM, rle(7))
                .item(Tag.SEQUENCE_END, new byte[0]));

    assertThat(file.next().samples()).containsExactly(7, 7);
    assertThat(file.hasNext()).isFalse();
    assertThat(file.detail())
        .isEqualTo("The data set announces 3 frames, but the pixels end after 1");
  }

  @Test
  void aClaimedSizeIsRefusedBeforeMemoryIsTaken() {
    refused(
            () -> open(DicomBytes.grey(DicomBytes.EXPLICIT, 65_535, 65_535).pixels(1)),
            Reason.LIMIT_EXCEEDED)
        .hasMessageContaining(
            "65535 x 65535 pixels are claimed: at most 100000 frames of 16777216");
    refused(
            () -> open(DicomBytes.grey(DicomBytes.EXPLICIT, 4096, 4096).pixels(1)),
            Reason.MALFORMED)
        .hasMessageContaining("take 16777216 bytes, but the element 7FE0,0010 announces 2");
    refused(
            () ->
                open(
                    DicomBytes.grey(DicomBytes.EXPLICIT, 1, 1)
                        .text(0x0028_0008, "IS", "2000000")
                        .pixels(1)),
            Reason.LIMIT_EXCEEDED)
        .hasMessageContaining("2000000 frames of 1 x 1 pixels are claimed");
    refused(
            () ->
                open(
                    DicomBytes.file(DicomBytes.EXPLICIT)
                        .start(0x0008_1090, "UN", 0x7FFF_FFF0)
                        .pixels(1)),
            Reason.LIMIT_EXCEEDED)
        .hasMessageContaining("MODEL_NAME (0008,1090) claims 2147483632 bytes");
  }

  @Test
  void aSizeClaimedWithinACodestreamIsComparedBeforeMemoryIsTaken() {
    byte[] jpeg = {
      -1, (byte) 0xD8, -1, (byte) 0xC0, 0, 11, 8, -1, -1, -1, -1, 1, 1, 0x11, 0, -1, (byte) 0xD9, 0
    };
    DicomBytes bytes =
        DicomBytes.grey("1.2.840.10008.1.2.4.50", 1, 2)
            .start(Tag.PIXELS, "OB", DicomBytes.UNDEFINED)
            .item(Tag.ITEM, new byte[0])
            .item(Tag.ITEM, jpeg)
            .item(Tag.SEQUENCE_END, new byte[0]);

    refused(() -> open(bytes).next(), Reason.MALFORMED)
        .hasMessage(
            "Cannot decode JPEG of 65535 x 65535 x 1 samples of 8 bits: the data set says"
                + " 1 x 2 x 1 of 8");
  }

  @Test
  void aDeflatedDataSetIsCountedWhileItGrows() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(DicomBytes.file("1.2.840.10008.1.2.1.99").bytes());
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bomb, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      out.write(new DicomBytes().start(0x0009_0010, "OB", 50_000_000).bytes());
      out.write(new byte[50_000_000]);
    }
    ArchiveLimits limits = ArchiveLimits.DEFAULT.with(Limit.MEMBER_BYTES, 1_000_000);

    assertThatThrownBy(() -> DicomFile.open(new ByteArrayInputStream(bomb.toByteArray()), limits))
        .hasStackTraceContaining("The deflated data set grows over 1000000 bytes");
  }

  @Test
  void sequencesNestOnlySoDeep() {
    DicomBytes bytes = DicomBytes.file(DicomBytes.EXPLICIT);
    for (int i = 0; i < 100_000; i++) {
      bytes.start(0x0008_1140, "SQ", DicomBytes.UNDEFINED);
      bytes.itemOfUndefinedLength();
    }

    refused(() -> open(bytes), Reason.LIMIT_EXCEEDED)
        .hasMessage("Sequences are nested deeper than 64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2.4.201",
        "1.2.840.10008.1.2.4.110",
        "1.2.840.10008.1.2.4.102",
        "1.2.840.10008.1.2.4.107",
        "1.2.826.0.1.99"
      })
  void aTransferSyntaxThatNothingDecodesIsRefusedWithAdvice(String uid) {
    refused(() -> open(DicomBytes.grey(uid, 1, 2).pixels(1, 2)), Reason.UNSUPPORTED_TRANSFER_SYNTAX)
        .hasMessageMatching("Cannot decode the pixels: .* is not supported; convert the file .*");
  }

  private static DicomFile open(DicomBytes bytes) throws IOException, MemberException {
    return DicomFile.open(bytes.stream(), ArchiveLimits.DEFAULT);
  }

  private static Image image(DicomBytes bytes) throws IOException, MemberException {
    return open(bytes).nextImage();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ThrowingCallable call, Reason reason) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MemberException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
