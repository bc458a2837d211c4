/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Broken and hostile HDF5 and MAT files, read by one JVM of 512 MB. */
@NeedsSharedData("malformed files of real systems and attacks")
class HostileFilesTest {
  private static final List<String> FOLDERS = List.of("hdf5-malformed", "mat-malformed", "hdf5");
  private static final long LONGEST_MS = 10_000;

  @Test
  void eachIsRefusedWithAReasonWithinSecondsAnd512MegabytesOfHeap() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ReadAll.class.getName()));
    int files = 0;
    for (String folder : FOLDERS) {
      Path path = SharedData.sample(folder);
      command.add(path.toString());
      files += files(path).size();
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines;
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      lines = text.lines().filter(line -> line.startsWith("read ")).toList();
      assertThat(process.waitFor()).as(text).isZero();
    }

    assertThat(lines).hasSize(files).hasSize(122);
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      assertThat(Long.parseLong(fields[1])).as(line).isLessThan(LONGEST_MS);
      assertThat(fields[2])
          .as(line)
          .isIn("malformed", "truncated", "unsupported_format", "missing_data", "limit_exceeded");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Prints for every file how long it took, and the one reason it gave. */
  static final class ReadAll {
    private ReadAll() {}

    public static void main(String[] folders) throws Exception {
      for (String folder : folders) {
        for (Path file : files(Path.of(folder))) {
          long start = System.nanoTime();
          Source source = new Source(file.toString(), Files.size(file), "a.bin");
          List<FrameRecord> records = new ArrayList<>();
          try (SourceReader reader =
              new SourceReader(source, new Configuration(false), ReadSettings.DEFAULT)) {
            reader.forEachRemaining(records::add);
          }
          String outcome =
              records.size() == 1
                  ? records.get(0).reason().map(Reason::code).orElse("pixels")
                  : records.size() + "-records";
          System.out.println(
              "read " + (System.nanoTime() - start) / 1_000_000 + " " + outcome + " " + file);
        }
      }
    }
  }
}
