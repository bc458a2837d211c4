/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.image.Image;
import org.mimicknet.reference.SharedData;

/** Damaged files of every compression: frames or a typed error come out, soon, and nothing else. */
class DicomFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ReadSettings LIMITS =
      ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.FRAME_PIXELS, 1 << 20));
  private static final int HEADER_BYTES = 3000;

  /** Where the real files are absent, those of the tree alone show the same. */
  private static final List<String> REAL =
      List.of(
          "dicom-codec/pydicom__pydicom/MR_small_implicit.dcm",
          "dicom-codec/pydicom__pydicom/MR_small_expb.dcm",
          "dicom-codec/pydicom__pydicom/image_dfl.dcm",
          "dicom-codec/pydicom__pydicom/MR_small_RLE.dcm",
          "dicom-codec/pydicom__pydicom/SC_rgb_jpeg_dcmtk.dcm",
          "dicom-codec/pydicom__pydicom/SC_rgb_jpeg_gdcm.dcm",
          "dicom-codec/pydicom__pydicom/MR_small_jp2klossless.dcm",
          "dicom-codec/pydicom__pydicom/SC_rgb_jls_lossy_line.dcm",
          "dicom-codec/pydicom__pydicom-data/JLSL_08_07_0_1F.dcm",
          "dicom-codec/ImagingDataCommons__highdicom/sm_image_jpegls.dcm",
          "dicom-codec/ImagingDataCommons__highdicom/seg_image_ct_binary.dcm",
          "dicom-us/pydicom__pydicom-data/OBXXXX1A_rle.dcm",
          "dicom-us/pydicom__pydicom/ExplVR_BigEnd.dcm");

  /** Bytes to set, by their place in [0, 1) of the file or of its header. */
  record Damage(Map<Double, Byte> bytes, boolean inHeader, double keep) {}

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> written = Arbitraries.of(DicomSamples.written().keySet());
    return SharedData.isPresent() ? Arbitraries.oneOf(written, Arbitraries.of(REAL)) : written;
  }

  @Provide
  Arbitrary<Damage> damages() {
    Arbitrary<Double> places = Arbitraries.doubles().between(0, true, 1, false);
    Arbitrary<Byte> values =
        Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.of((byte) 0, (byte) -1));
    return Combinators.combine(
            Arbitraries.maps(places, values).ofMinSize(1).ofMaxSize(10),
            Arbitraries.of(true, false),
            Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.just(1.0)), Tuple.of(1, places)))
        .as(Damage::new);
  }

  @Property(tries = 800, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void onlyFramesOrTypedErrorsComeOut(
      @ForAll("files") String name, @ForAll("damages") Damage damage) throws IOException {
    byte[] bytes = damaged(DicomSamples.bytes(name), damage);

    assertTimeoutPreemptively(LIMIT, () -> assertThat(outcome(bytes)).isNotBlank());
  }

  /** The size of the last frame, or why there is none. */
  private static String outcome(byte[] bytes) {
    String outcome = "";
    try {
      Iterator<FrameRecord> frames = new DicomReader().read(DicomSamples.member(bytes), LIMITS);
      while (frames.hasNext()) {
        FrameRecord frame = frames.next();
        outcome = frame.clinical().map(Image::size).orElse(frame.detail());
      }
    } catch (MemberException e) {
      outcome = e.getMessage();
    } catch (UncheckedIOException e) {
      outcome = MemberException.of("The DICOM file", e).getMessage();
    }
    return outcome;
  }

  private static byte[] damaged(byte[] good, Damage damage) {
    byte[] bytes = Arrays.copyOf(good, 1 + (int) ((good.length - 1) * damage.keep()));
    int end = damage.inHeader() ? Math.min(HEADER_BYTES, bytes.length) : bytes.length;
    damage.bytes().forEach((place, value) -> bytes[(int) (place * end)] = value);
    return bytes;
  }
}
