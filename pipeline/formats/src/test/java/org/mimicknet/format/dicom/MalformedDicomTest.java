/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Broken and odd files in a JVM with little memory; {@link DicomPixelsTest} has their pixels. */
class MalformedDicomTest {
  private static final String FOLDER = "dicom-malformed";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** One decoder makes pixels up for them: 12 bits in no container, and a file that is cut. */
  private static final int REFUSED_THOUGH_READ_ELSEWHERE = 2;

  @Test
  @NeedsSharedData("malformed files of real systems")
  void eachEndsSoonWithin512MegabytesOfHeapInFramesOrAReason() throws Exception {
    List<String> lines = child(SharedData.sample("").toString());
    List<JsonNode> facts =
        DicomSamples.real().entrySet().stream()
            .filter(file -> file.getKey().startsWith(FOLDER))
            .map(Map.Entry::getValue)
            .toList();

    assertThat(lines).hasSize(33).hasSameSizeAs(facts);
    int refused = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = List.of(lines.get(i).split(" ", -1));
      boolean read = words.get(1).equals("frames");
      boolean readElsewhere = facts.get(i).has("pixels");
      assertThat(Duration.ofMillis(Long.parseLong(words.get(0)))).isLessThan(LIMIT);
      assertThat(read && !readElsewhere).as("invented pixels, file %d", i).isFalse();
      refused += readElsewhere && !read ? 1 : 0;
    }
    assertThat(refused).isEqualTo(REFUSED_THOUGH_READ_ELSEWHERE);
  }

  private static List<String> child(String samples) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dmimicknet.shared=" + Path.of(samples).getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                ReadAll.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(text).isZero();
      return text.lines().toList();
    }
  }

  /** Prints milliseconds, and {@code frames} or the reason, for every file. */
  static final class ReadAll {
    private ReadAll() {}

    public static void main(String[] args) throws IOException {
      for (String name : DicomSamples.real().keySet()) {
        if (name.startsWith(FOLDER)) {
          byte[] bytes = DicomSamples.bytes(name);
          long start = System.nanoTime();
          String outcome = outcome(bytes);
          System.out.println((System.nanoTime() - start) / 1_000_000 + " " + outcome);
        }
      }
    }

    private static String outcome(byte[] bytes) {
      try {
        Iterator<FrameRecord> frames =
            new DicomReader().read(DicomSamples.member(bytes), ReadSettings.DEFAULT);
        while (frames.hasNext()) {
          frames.next();
        }
        return "frames";
      } catch (MemberException e) {
        return e.reason().code();
      } catch (UncheckedIOException e) {
        return MemberException.of("The DICOM file", e).reason().code();
      }
    }
  }
}
