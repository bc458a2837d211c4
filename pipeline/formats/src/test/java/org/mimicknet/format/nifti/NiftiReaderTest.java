/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.source;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;
import org.mimicknet.format.VolumeFacts;
import org.mimicknet.format.WrittenSamples;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Slices against what nibabel found in the real samples (FACTS.json), and by hand. */
class NiftiReaderTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @TempDir Path folder;

  @Test
  @NeedsSharedData("NIfTI files of real systems")
  void everySampleWithAnArrayGivesTheArrayOfTheFacts() throws IOException {
    JsonNode facts = JSON.readTree(SharedData.sample("FACTS.json").toFile());
    List<String> read = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path file : samples()) {
      String name = SharedData.sample("nifti").getParent().relativize(file).toString();
      List<FrameRecord> records = records(source(file));
      JsonNode data = facts.get(name).get("data");
      if (data == null) {
        assertThat(records).as(name).hasSize(1);
        assertThat(records.get(0).reason()).as(name).contains(Reason.UNSUPPORTED_FORMAT);
        refused.add(file.getFileName().toString());
      } else {
        VolumeFacts.assertEqual(name, data, records);
        read.add(file.getFileName().toString());
      }
    }

    assertThat(read).hasSize(11);
    assertThat(refused)
        .containsExactlyInAnyOrder(
            "nifti1.hdr", "air.hdr.gz", "air.img.gz", "air2.hdr.gz", "not-nifti.nii");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 8, 200, 0, 0, 200",
    "256, 8, -5, 0, 0, -5",
    "4, 16, -300, 0, 0, -300",
    "512, 16, 60000, 0, 0, 60000",
    "8, 32, -70000, 0, 0, -70000",
    "768, 32, 4000000000, 0, 0, 4000000000",
    "1024, 64, -5000000000, 0, 0, -5000000000",
    "1280, 64, -1, 0, 0, 18446744073709551615",
    "4, 16, 100, 0.5, -3, 47",
    "4, 16, 100, 0, 7, 100",
    "4, 16, 100, NaN, 7, 100",
  })
  void everyIntegerTypeIsReadInBothOrdersOfBytes(
      int type, int bits, long value, double slope, double intercept, double expected) {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer file = nifti1(order, type, bits, 1, 1);
      file.putFloat(112, (float) slope).putFloat(116, (float) intercept);
      byte[] pixel = ByteBuffer.allocate(8).order(order).putLong(value).array();
      int bytes = bits / 8;
      int from = order == ByteOrder.BIG_ENDIAN ? 8 - bytes : 0;
      file.put(352, Arrays.copyOfRange(pixel, from, from + bytes));

      assertThat(onlyPixel(file)).isEqualTo((float) expected);
    }
  }

  @Test
  void complexValuesBecomeTheirMagnitudeAndColoursTheirLuma() {
    ByteBuffer complex = nifti1(ByteOrder.LITTLE_ENDIAN, 32, 64, 1, 1);
    complex.putFloat(112, 2).putFloat(352, 3).putFloat(356, -4);
    ByteBuffer large = nifti1(ByteOrder.BIG_ENDIAN, 1792, 128, 1, 1);
    large.putDouble(352, 5).putDouble(360, 12);
    ByteBuffer colour = nifti1(ByteOrder.LITTLE_ENDIAN, 128, 24, 1, 1);
    colour.put(352, new byte[] {(byte) 255, (byte) 128, 64});

    assertThat(onlyPixel(complex)).isEqualTo(10f);
    assertThat(onlyPixel(large)).isEqualTo(13f);
    assertThat(onlyPixel(colour)).isEqualTo((float) (0.299 * 255 + 0.587 * 128 + 0.114 * 64));
  }

  @Test
  void aSliceWithNaNIsRefusedAndTheNextIsRead() {
    ByteBuffer file = nifti1(ByteOrder.LITTLE_ENDIAN, 16, 32, 1, 2);
    file.putFloat(352, Float.NaN).putFloat(356, 2);

    List<FrameRecord> records = records(write(file));

    assertThat(records)
        .extracting(record -> record.reason().map(Reason::code).orElse("ok"))
        .containsExactly("non_finite", "ok");
  }

  @Test
  void sizesThatAFileCannotHaveAreRefusedBeforeMemoryIsTaken() {
    ByteBuffer huge = nifti1(ByteOrder.LITTLE_ENDIAN, 64, 64, 1, 1);
    huge.putShort(40, (short) 7);
    for (int axis = 1; axis <= 7; axis++) {
      huge.putShort(40 + 2 * axis, Short.MAX_VALUE);
    }
    ByteBuffer negative = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1);
    negative.putShort(42, (short) -3);
    ByteBuffer early = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1);
    early.putFloat(108, 100);
    ByteBuffer unknown = nifti1(ByteOrder.LITTLE_ENDIAN, 1536, 128, 1, 1);
    ByteBuffer cut = nifti1(ByteOrder.LITTLE_ENDIAN, 4, 16, 5000, 3);

    assertThat(reason(huge)).isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(reason(negative)).isEqualTo(Reason.MALFORMED);
    assertThat(reason(early)).isEqualTo(Reason.MALFORMED);
    assertThat(reason(unknown)).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    assertThat(reason(cut)).isEqualTo(Reason.TRUNCATED);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "64", "-1"})
  void theDataTypeDecidesWhateverBitpixSays(int bits) {
    ByteBuffer file = nifti1(ByteOrder.LITTLE_ENDIAN, 4, bits, 1, 1);
    file.putShort(352, (short) 300);

    assertThat(onlyPixel(file)).isEqualTo(300);
  }

  @Test
  void anAxisWithoutLengthBehindTheSecondIsNone() {
    ByteBuffer file = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 3, 2);
    file.putShort(40, (short) 7);
    for (int axis = 4; axis <= 7; axis++) {
      file.putShort(40 + 2 * axis, (short) 0);
    }
    ByteBuffer noSlice = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 3, 0);
    ByteBuffer noColumn = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 0, 1);
    ByteBuffer negative = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 3, -1);

    assertThat(records(write(file))).hasSize(2).allMatch(frame -> frame.clinical().isPresent());
    assertThat(records(write(noSlice))).hasSize(1).allMatch(frame -> frame.clinical().isPresent());
    assertThat(reason(noColumn)).isEqualTo(Reason.MALFORMED);
    assertThat(reason(negative)).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"0, 352", "348, 348", "352, 352", "360, 360"})
  void pixelsStartWhereTheHeaderSaysOrBehindIt(float stated, int at) {
    ByteBuffer file = nifti1(ByteOrder.LITTLE_ENDIAN, 4, 16, 1, 1);
    file.putFloat(108, stated).putShort(at, (short) 7);

    assertThat(onlyPixel(file)).isEqualTo(7);
  }

  @Test
  void freeTextsOfTheHeaderGetNowhere() {
    ByteBuffer file = nifti1(ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1);
    file.put(148, "Jane Doe descrip".getBytes(StandardCharsets.US_ASCII));
    file.put(328, "Jane Doe".getBytes(StandardCharsets.US_ASCII));

    assertThat(records(write(file)).toString()).doesNotContain("Jane");
  }

  @Test
  void flippedBytesGiveOnlyTypedProblems() {
    byte[] good = WrittenSamples.bytes("nifti/int16_scaled.nii");
    Random random = new Random(5);
    for (int round = 0; round < 150; round++) {
      byte[] damaged = good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(352)] = (byte) random.nextInt();
      }

      assertThat(records(source(folder, "f.nii", damaged)))
          .allMatch(record -> record.reason().isPresent() || record.clinical().isPresent())
          .isNotEmpty();
    }
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.sample("nifti"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** A header of one row of {@code width} and {@code slices}, with room for 64 bytes of pixels. */
  private static ByteBuffer nifti1(ByteOrder order, int type, int bits, int width, int slices) {
    ByteBuffer file = ByteBuffer.allocate(352 + 64).order(order);
    file.putInt(0, 348);
    short[] axes = {3, (short) width, 1, (short) slices};
    for (int i = 0; i < axes.length; i++) {
      file.putShort(40 + 2 * i, axes[i]);
    }
    file.putShort(70, (short) type).putShort(72, (short) bits).putFloat(108, 352);
    file.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
    return file;
  }

  private float onlyPixel(ByteBuffer file) {
    return records(write(file)).get(0).clinical().orElseThrow().pixels()[0];
  }

  private Reason reason(ByteBuffer file) {
    List<FrameRecord> records = records(write(file));
    assertThat(records).hasSize(1);
    return records.get(0).reason().orElseThrow();
  }

  private Source write(ByteBuffer file) {
    byte[] bytes = new byte[file.capacity()];
    file.get(0, bytes);
    return source(folder, "f.nii", bytes);
  }

  private static List<FrameRecord> records(Source source) {
    List<FrameRecord> records = new ArrayList<>();
    try (SourceReader reader =
        new SourceReader(source, new Configuration(false), ReadSettings.DEFAULT)) {
      reader.forEachRemaining(records::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }
}
