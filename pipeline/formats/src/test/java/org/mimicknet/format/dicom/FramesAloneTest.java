/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** A frame of a loop is the same, whether all are made images or it alone. */
@NeedsSharedData("loops of real systems, and the field cases")
class FramesAloneTest {
  static Stream<Path> loops() throws IOException {
    if (!SharedData.isPresent()) {
      return Stream.of();
    }
    List<Path> loops = new ArrayList<>();
    for (String name : DicomSamples.real().keySet()) {
      if (!name.endsWith(".gz")) {
        loops.add(SharedData.sample(name));
      }
    }
    try (Stream<Path> cases = Files.walk(SharedData.fieldCase(""))) {
      cases.filter(path -> path.toString().endsWith(".dcm")).sorted().forEach(loops::add);
    }
    return loops.stream().filter(FramesAloneTest::isLoop);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void aFrameAloneEqualsThatOfTheWhole(Path path) throws Exception {
    byte[] bytes = Files.readAllBytes(path);
    List<FrameRecord> whole = whole(bytes);

    for (int index : some(whole.size())) {
      FrameRecord frame = whole.get(index);
      if (frame.reason().isEmpty()) {
        assertThat(alone(bytes, index).pixels())
            .as("frame %s", index)
            .isEqualTo(frame.clinical().orElseThrow().pixels());
      }
    }
  }

  private static boolean isLoop(Path path) {
    try {
      return whole(Files.readAllBytes(path)).size() > 1;
    } catch (IOException | MemberException e) {
      return false;
    }
  }

  private static List<FrameRecord> whole(byte[] bytes) throws MemberException {
    List<FrameRecord> frames = new ArrayList<>();
    Iterator<FrameRecord> left =
        new DicomReader().read(DicomSamples.member(bytes), ReadSettings.DEFAULT);
    try {
      while (left.hasNext()) {
        frames.add(left.next());
      }
    } catch (UncheckedIOException e) {
      // What comes before the failure counts.
      assertThat(MemberException.of("The file", e).getMessage()).isNotBlank();
    }
    return frames;
  }

  private static Image alone(byte[] bytes, int index) throws IOException, MemberException {
    DicomFile file = DicomFile.open(DicomSamples.member(bytes).stream(), ArchiveLimits.DEFAULT);
    for (int i = 0; i < index; i++) {
      passOver(file);
    }
    return file.nextImage();
  }

  /** A bad frame does not count here either. */
  private static void passOver(DicomFile file) throws IOException {
    try {
      file.next();
    } catch (MemberException e) {
      assertThat(file.readsOn()).as(e.getMessage()).isTrue();
    }
  }

  /** The first, the second, one in the middle and the last. */
  private static Set<Integer> some(int count) {
    return new TreeSet<>(List.of(0, 1, count / 2, count - 1));
  }
}
