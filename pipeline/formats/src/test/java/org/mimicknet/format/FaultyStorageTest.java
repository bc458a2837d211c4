/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.sevenZip;
import static org.mimicknet.archive.ArchiveBuilder.storedZip;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.FaultyDisk.Operation;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;
import org.mimicknet.format.clarius.ClariusFiles;
import org.mimicknet.format.dicom.DicomBytes;
import org.mimicknet.format.hdf5.Hdf5Files;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.image.Image;

/**
 * Every kind of source on storage that fails, stalls or comes short: a reading gives all frames
 * with their metadata, or it ends with a {@link StorageException}. It never makes a record of a
 * fault.
 */
class FaultyStorageTest {
  private static final ReadSettings IMPATIENT =
      ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.MEMBER_TIME, 700));
  private static final String PATIENT = "Doe_Jane";

  private final Configuration conf = new Configuration(false);
  @TempDir Path folder;

  /** Sources of several fetches each; how many good frames and failed records they give. */
  static Stream<Arguments> sources() {
    Map<String, byte[]> frames = new LinkedHashMap<>();
    frames.put("a.mat", noisy(60, 50));
    frames.put("d/b.mat", noisy(70, 50));
    frames.put("table.csv", text("filename,probe\na.mat,c52v\nb.mat,l154v\nc.mat,p42v\n"));
    frames.put("c.mat", noisy(80, 50));
    Map<String, byte[]> capture = new LinkedHashMap<>();
    capture.put("x_iq.raw", ClariusFiles.raw(0, 4, 100, 200, 1, 2));
    capture.put("x_iq.yml", text("frame rate: 10 Hz\n"));
    capture.put("x_env.raw", ClariusFiles.raw(1, 1, 100, 200, 1, 2));
    capture.put("x_env.yml", text("frame rate: 10 Hz\n"));
    return Stream.of(
        arguments("a.mat", noisy(100, 50), 1, 0),
        arguments("v73.mat", Hdf5Files.matlabFrame(50, 100), 1, 0),
        arguments("a.dcm", dicom(), 1, 0),
        arguments("descriptors.zip", zip(frames), 3, 0),
        arguments("stored.zip", storedZip(frames), 3, 0),
        arguments("a.tar", tar(frames), 3, 0),
        arguments("a.tar.gz", gzip(tar(frames)), 3, 0),
        arguments("a.7z", sevenZip(SevenZMethod.LZMA2, frames), 3, 0),
        arguments("nested.tar", tar(Map.of("i.zip", zip(frames))), 3, 0),
        arguments("nested.zip", zip(Map.of("i.tar.gz", gzip(tar(frames)))), 3, 0),
        arguments("capture.tar", tar(capture), 2, 0),
        arguments("table.csv", csv(), 0, 2));
  }

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void anOperationThatFailsOnceEndsTheReadingAndTheNextOneGivesAll(
      String name, byte[] content, int frames, int failed) {
    Source source = source(name, content);
    List<String> all = sound(source, frames, failed);
    for (Operation operation : List.of(Operation.OPEN, Operation.READ)) {
      FaultyDisk.fail(operation, ending(source), 1);

      assertThat(brokenOff(source, all)).isEmpty();
      assertThat(lines(source)).isEqualTo(all);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void anOperationThatAlwaysFailsIsNeverARecord(
      String name, byte[] content, int frames, int failed) {
    Source source = source(name, content);
    List<String> all = sound(source, frames, failed);
    for (Operation operation : List.of(Operation.OPEN, Operation.READ)) {
      FaultyDisk.fail(operation, ending(source), FaultyDisk.ALWAYS);

      assertThat(brokenOff(source, all)).isEmpty();
      assertThat(brokenOff(source, all)).isEmpty();
      FaultyDisk.mend();
    }
    long middle = source.size() / 2;
    FaultyDisk.failReadsFrom(middle, ending(source), FaultyDisk.ALWAYS);
    brokenOff(source, all);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void whateverReadOrSeekFailsTheRecordsAreRightOrTheReadingEnds(
      String name, byte[] content, int frames, int failed) {
    Source source = source(name, content);
    List<String> all = sound(source, frames, failed);
    for (Operation operation : List.of(Operation.OPEN, Operation.READ, Operation.SEEK)) {
      boolean wasMet = true;
      for (int number = 1; wasMet; number++) {
        BooleanSupplier fault = FaultyDisk.failOnly(operation, ending(source), number);

        List<String> given = new ArrayList<>();
        boolean isWhole = read(source, given);

        wasMet = fault.getAsBoolean();
        assertThat(given)
            .as("%s of %s, number %s", operation, name, number)
            .isEqualTo(all.subList(0, given.size()));
        assertThat(isWhole).as("%s of %s, number %s", operation, name, number).isNotEqualTo(wasMet);
        FaultyDisk.mend();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void storageThatEndsEarlyIsNoTruncatedFile(String name, byte[] content, int frames, int failed) {
    Source source = source(name, content);
    List<String> all = sound(source, frames, failed);
    for (long bytes : new long[] {0, 1, source.size() / 4, source.size() / 2}) {
      FaultyDisk.endAfter(bytes, ending(source));

      assertThatThrownBy(() -> lines(source))
          .isInstanceOf(StorageException.class)
          .hasMessageMatching(
              "The storage gave \\d+ of the %s bytes that it listed for the file"
                  .formatted(source.size()));
      brokenOff(source, all);
      FaultyDisk.mend();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void storageThatStallsIsNoSlowDecoder(String name, byte[] content, int frames, int failed) {
    Source source = source(name, content);
    sound(source, frames, failed);
    for (Operation operation : List.of(Operation.OPEN, Operation.READ)) {
      FaultyDisk.stall(operation, ending(source), 1, Duration.ofHours(1));

      try (SourceReader reader = new SourceReader(source, conf, IMPATIENT)) {
        assertThatThrownBy(reader::hasNext)
            .isInstanceOf(StorageException.class)
            .hasMessage(
                "The storage did not answer for 700 ms: look at it, or raise the limit member-time");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The lines of a reading that meets no fault. */
  private List<String> sound(Source source, int frames, int failed) {
    List<String> lines = lines(source);
    assertThat(lines).filteredOn(line -> line.contains("reason=null")).hasSize(frames);
    assertThat(lines).hasSize(frames + failed);
    return lines;
  }

  /** What a reading gives that a fault ends: what it would without the fault, up to a place. */
  private List<String> brokenOff(Source source, List<String> all) {
    List<String> given = new ArrayList<>();
    try (SourceReader reader = reader(source)) {
      assertThatThrownBy(() -> readAll(reader, given))
          .isInstanceOf(StorageException.class)
          .hasMessageNotContaining(PATIENT);
      assertThatThrownBy(reader::hasNext).isInstanceOf(StorageException.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(given).isEqualTo(all.subList(0, given.size()));
    return given;
  }

  /** Whether a reading comes to its end. */
  private boolean read(Source source, List<String> given) {
    try (SourceReader reader = reader(source)) {
      readAll(reader, given);
      return true;
    } catch (StorageException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> lines(Source source) {
    List<String> lines = new ArrayList<>();
    try (SourceReader reader = reader(source)) {
      readAll(reader, lines);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static void readAll(SourceReader reader, List<String> lines) {
    while (reader.hasNext()) {
      lines.add(line(reader.next()));
    }
  }

  private SourceReader reader(Source source) {
    return new SourceReader(source, conf, ReadSettings.DEFAULT);
  }

  /** All of a record, its pixels too. */
  private static String line(FrameRecord record) {
    return "%s, reason=%s, das=%s, clinical=%s"
        .formatted(
            record,
            record.reason().orElse(null),
            record.das().map(Image::pixels).map(Arrays::hashCode),
            record.clinical().map(Image::pixels).map(Arrays::hashCode));
  }

  private Source source(String name, byte[] content) {
    try {
      Path file = Files.createDirectories(folder.resolve(PATIENT)).resolve(name);
      Files.write(file, content);
      return new Source(FaultyDisk.path(conf, file), content.length, name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String ending(Source source) {
    return source.uri().substring("faulty:".length());
  }

  /** A MAT file that no compressor makes small. */
  private static byte[] noisy(int height, int width) {
    byte[] file = MatFiles.frame(height, width);
    Random random = new Random(height);
    for (int at = file.length - height * width * 8; at < file.length; at += 8) {
      file[at] = (byte) random.nextInt();
    }
    return file;
  }

  private static byte[] dicom() {
    int[] pixels = new int[300 * 300];
    Arrays.setAll(pixels, i -> i % 251);
    return DicomBytes.grey(DicomBytes.EXPLICIT, 300, 300).pixels(pixels).bytes();
  }

  /** 5000 rows, of which the first and the last have no filename. */
  private static byte[] csv() {
    StringBuilder csv = new StringBuilder("filename,probe\n,c52v\n");
    for (int i = 0; i < 4998; i++) {
      csv.append("frame").append(i).append(".mat,c52v\n");
    }
    return text(csv.append(",c52v\n").toString());
  }
}
