/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;
import static org.mimicknet.format.clarius.ClariusFiles.raw;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Packer;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class ClariusReaderTest {
  private static final String YML =
      """
      # raw data parameters
      frame rate: 10 Hz
      transmit frequency: 5 MHz
      imaging depth: 30 mm
      tgc: { 0.00mm, 23.00dB }{ 30.00mm, 26.00dB }
      sampling rate: 15 MHz
      delay samples: 108
      lines:
        - {rx element: 0, tx element: 1.5, angle: 0}
        - {rx element: 1, tx element: 1.5, angle: 0}
      """;
  private static final String DOPPLER =
      YML + "  - {rx element: 2, tx element: 1.5, angle: 15}\n".repeat(12);

  @TempDir Path folder;

  @Test
  @NeedsSharedData("captures of a Clarius probe")
  void theRealDopplerCaptureIsWhatTheFactsSay() throws IOException {
    Path doppler = SharedData.sample("clarius-raw/carotid/doppler");
    JsonNode facts =
        JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .readTree(SharedData.sample("FACTS.json").toFile());
    JsonNode envelope = facts.get("clarius-raw/carotid/doppler/carotid_env.raw");
    List<FrameRecord> alone = records(source(doppler.resolve("carotid_env.raw")));
    List<FrameRecord> iqAlone = records(source(doppler.resolve("carotid_iq.raw")));
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(doppler)) {
      for (Path file : all.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    List<FrameRecord> capture = records(source(folder, "c.tar", tar(files)));

    assertThat(alone).hasSize(1);
    Image image = alone.get(0).clinical().orElseThrow();
    assertThat(image.size()).isEqualTo("592 x 304");
    assertStatistics(image, envelope.get("data"));
    byte[] raw = files.get("carotid_env.raw");
    assertThat(image.pixels()[17 * 304 + 5]).isEqualTo(raw[28 + 5 * 592 + 17] & 0xFF);
    assertThat(iqAlone).hasSize(1);
    assertThat(iqAlone.get(0).das().orElseThrow().size()).isEqualTo("352 x 1248");
    assertIqOfFacts(
        iqAlone.get(0).das().orElseThrow(),
        files.get("carotid_iq.raw"),
        facts.get("clarius-raw/carotid/doppler/carotid_iq.raw"));
    assertThat(capture).hasSize(2);
    assertThat(capture.get(0).path()).isEqualTo("c.tar!/carotid_raw");
    assertThat(capture.get(0).reason()).contains(Reason.SIZE_MISMATCH);
    assertThat(capture.get(0).detail())
        .isEqualTo(
            "IQ is 1248 lines x 352 samples, but the envelope 304 lines x 592 samples: IQ of"
                + " colour Doppler is no image of it");
    assertThat(capture.get(1).clinical().orElseThrow().pixels()).isEqualTo(image.pixels());
    assertThat(capture.get(1).metadata().frequencyHz()).isEqualTo(10e6);
  }

  private static void assertStatistics(Image image, JsonNode data) {
    double sum = 0;
    float min = Float.MAX_VALUE;
    float max = 0;
    for (float pixel : image.pixels()) {
      sum += pixel;
      min = Math.min(min, pixel);
      max = Math.max(max, pixel);
    }
    assertThat(image.pixels()).hasSize(data.get("shape").get(0).asInt());
    assertThat(min).isEqualTo((float) data.get("min").asDouble());
    assertThat(max).isEqualTo((float) data.get("max").asDouble());
    assertThat(sum / image.pixels().length).isCloseTo(data.get("mean").asDouble(), within(1e-9));
  }

  /** The facts are of the int16 values; the image holds the magnitude of every pair of them. */
  private static void assertIqOfFacts(Image das, byte[] file, JsonNode facts) {
    ByteBuffer values = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int lines = facts.get("lines").asInt();
    int samples = facts.get("samples").asInt();
    assertThat(2 * das.pixels().length).isEqualTo(facts.get("data").get("shape").get(0).asInt());
    long sum = 0;
    int max = Integer.MIN_VALUE;
    for (int line = 0; line < lines; line++) {
      for (int sample = 0; sample < samples; sample++) {
        int at = 28 + 4 * (line * samples + sample);
        int i = values.getShort(at);
        int q = values.getShort(at + 2);
        sum += i + q;
        max = Math.max(max, Math.max(i, q));
        assertThat(das.pixels()[sample * lines + line])
            .isEqualTo((float) Math.sqrt((double) i * i + (double) q * q));
      }
    }
    assertThat(max).isEqualTo(facts.get("data").get("max").asInt());
    assertThat((double) sum / (2L * lines * samples))
        .isCloseTo(facts.get("data").get("mean").asDouble(), within(1e-9));
  }

  @Test
  void iqAndEnvelopeArePairedByTheNearestTimeInWhateverArchiveTheyLie() throws IOException {
    long ms = 1_000_000;
    byte[] iq = raw(0, 4, 3, 2, 100 * ms, 200 * ms, 300 * ms);
    byte[] envelope = raw(1, 1, 3, 2, 10 * ms, 105 * ms, 290 * ms);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("p/x_iq.raw.lzo", Packer.LZOP.pack(iq));
    files.put("notes.txt", text("hello"));
    files.put("p/x_iq.yml", text(YML));
    files.put("p/x_rf.raw.lzo", Packer.LZOP.pack(new byte[100]));
    files.put("p/x_env.yml", text(YML));
    files.put("p/x_env.raw.lzo", Packer.LZOP.pack(envelope));
    files.put("p/x_imu.yml", text("timestamp: 1"));

    for (byte[] archive : List.of(tar(files), zip(files), gzip(tar(files)))) {
      List<FrameRecord> records = records(source(folder, "a", archive));

      assertThat(records)
          .extracting(ClariusReaderTest::line)
          .containsExactly(
              "a!/notes.txt#0 unsupported_format",
              "a!/p/x_raw#0 paired",
              "a!/p/x_raw#1 das",
              "a!/p/x_raw#2 paired",
              "a!/p/x_raw#3 clinical");
      FrameRecord third = records.get(3);
      assertThat(third.das().orElseThrow().size()).isEqualTo("2 x 3");
      for (int line = 0; line < 3; line++) {
        for (int sample = 0; sample < 2; sample++) {
          int k = 12 + line * 2 + sample;
          assertThat(third.das().orElseThrow().pixels()[sample * 3 + line]).isEqualTo(5f * k);
          assertThat(third.clinical().orElseThrow().pixels()[sample * 3 + line])
              .isEqualTo((float) k);
        }
      }
      assertThat(third.metadata().manufacturer()).isEqualTo("Clarius");
      assertThat(third.metadata().frequencyHz()).isEqualTo(5e6);
      assertThat(third.metadata().extra())
          .containsEntry("sampling_rate_hz", "1.5E7")
          .containsEntry("imaging_depth_mm", "30.0")
          .containsEntry("delay_samples", "108.0");
    }
  }

  @Test
  void pairsOfACaptureWithoutAFrameRateAreNotVerified() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("x_iq.raw", raw(0, 4, 3, 2, 100, 200));
    files.put("x_env.raw", raw(1, 1, 3, 2, 110, 210));

    assertThat(records(source(folder, "a.tar", tar(files))))
        .extracting(FrameRecord::isVerified)
        .containsExactly(false, false);
    files.put("x_iq.yml", text(YML));
    assertThat(records(source(folder, "b.tar", tar(files))))
        .extracting(FrameRecord::isVerified)
        .containsExactly(true, true);
  }

  @Test
  void captureFilesThatMakeNoPairAreToldApart() throws IOException {
    assertThat(capture("x_iq.raw", raw(0, 4, 3, 2, 1), "x_iq.yml", text(DOPPLER)))
        .containsExactly("unsupported_format");
    assertThat(capture("x_iq.raw", raw(0, 4, 3, 2, 1), "x_iq.yml", text(YML)))
        .containsExactly("das");
    assertThat(capture("x_rf.raw", raw(2, 2, 3, 2, 1), "x_rf.yml", text(YML)))
        .containsExactly("unsupported_format");
    assertThat(capture("x_rf.raw", raw(2, 2, 3, 2, 1), "x_env.raw", raw(1, 1, 3, 2, 1)))
        .containsExactly("clinical");
    assertThat(capture("x_env.yml", text(YML), "x_imu.yml", text("t: 1")))
        .containsExactly("missing_data");
    assertThat(capture("x_iq.raw", raw(1, 1, 3, 2, 1), "x_iq.yml", text(YML)))
        .containsExactly("malformed");
    assertThat(capture("x_iq.raw", Arrays.copyOf(raw(0, 4, 3, 2, 1, 2), 70)))
        .containsExactly("truncated");
    byte[] best = Packer.LZOP.pack(raw(0, 4, 3, 2, 1));
    best[15] = 3;
    assertThat(capture("x_iq.raw.lzo", best)).containsExactly("unsupported_format");
  }

  @Test
  void aFileOnItsOwnMustHaveTheLengthThatItsHeaderSays() {
    byte[] whole = raw(1, 1, 30, 20, 1, 2);

    assertThat(lines(source(folder, "x_env.raw", whole))).containsExactly("clinical", "clinical");
    assertThat(lines(source(folder, "x_env.raw", Arrays.copyOf(whole, whole.length - 1))))
        .containsExactly("truncated");
    assertThat(lines(source(folder, "x_env.raw", Arrays.copyOf(whole, whole.length + 1))))
        .containsExactly("malformed");
    assertThat(lines(source(folder, "x_rf.raw", raw(2, 2, 30, 20, 1))))
        .containsExactly("unsupported_format");
  }

  @Test
  void capturesThatAreNotWholeAreHeldOnlyUpToTheLimit() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      files.put("c" + i + "_iq.raw", raw(0, 4, 100, 100, 1));
    }
    ReadSettings small =
        ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.WORKING_BYTES, 130_000));

    List<FrameRecord> records = records(source(folder, "a.tar", tar(files)), small);

    assertThat(records)
        .extracting(record -> record.reason().map(Reason::code).orElse("ok"))
        .containsExactly("limit_exceeded", "limit_exceeded", "limit_exceeded", "ok", "ok", "ok");
  }

  @Test
  @NeedsSharedData("captures of a Clarius probe")
  void everySampleOnItsOwnIsReadOrRefused() throws IOException {
    int read = 0;
    int refused = 0;
    try (Stream<Path> files = Files.walk(SharedData.sample("clarius-raw"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<FrameRecord> records = records(source(file));
        assertThat(records).as(file.toString()).hasSize(1);
        read += records.get(0).reason().isEmpty() ? 1 : 0;
        refused += records.get(0).reason().isPresent() ? 1 : 0;
      }
    }

    assertThat(read).isEqualTo(2);
    assertThat(refused).isEqualTo(14);
  }

  @Test
  void flippedBytesGiveOnlyTypedProblems() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("x_iq.raw", raw(0, 4, 5, 6, 1, 2));
    files.put("x_iq.yml", text(YML));
    files.put("x_env.raw", raw(1, 1, 5, 6, 1, 2));
    Random random = new Random(4);
    for (int round = 0; round < 150; round++) {
      Map<String, byte[]> damaged = new LinkedHashMap<>();
      files.forEach(
          (name, bytes) -> {
            byte[] copy = bytes.clone();
            copy[random.nextInt(Math.min(40, copy.length))] = (byte) random.nextInt();
            damaged.put(name, copy);
          });

      assertThat(records(source(folder, "a.tar", tar(damaged))))
          .isNotEmpty()
          .allMatch(
              record ->
                  record.reason().isPresent()
                      || record.das().isPresent()
                      || record.clinical().isPresent());
    }
  }

  private List<String> capture(Object... namesAndContents) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      files.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    return lines(source(folder, "a.tar", tar(files)));
  }

  private static List<String> lines(Source source) {
    return records(source).stream().map(record -> line(record).replaceAll(".* ", "")).toList();
  }

  private static String line(FrameRecord record) {
    String kind =
        record.das().isEmpty() ? "clinical" : record.clinical().isEmpty() ? "das" : "paired";
    return record.path()
        + "#"
        + record.frameIndex()
        + " "
        + record.reason().map(Reason::code).orElse(kind);
  }

  private static List<FrameRecord> records(Source source) {
    return records(source, ReadSettings.DEFAULT);
  }

  private static List<FrameRecord> records(Source source, ReadSettings settings) {
    List<FrameRecord> records = new ArrayList<>();
    try (SourceReader reader = new SourceReader(source, new Configuration(false), settings)) {
      reader.forEachRemaining(records::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }
}
