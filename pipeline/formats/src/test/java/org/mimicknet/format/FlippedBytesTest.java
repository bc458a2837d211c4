/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.hdf5.Hdf5Files;
import org.mimicknet.format.hdf5.Hdf5Files.Node;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.image.Image;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;

/** Good files with a few bytes changed or cut off: only typed errors and finite pixels come out. */
class FlippedBytesTest {
  private static final int ROUNDS = 400;
  private static final ReadSettings SETTINGS =
      ReadSettings.DEFAULT.withLimits(
          ArchiveLimits.DEFAULT
              .with(Limit.MEMBER_BYTES, 8 << 20)
              .with(Limit.FRAME_PIXELS, 1 << 20));

  static Stream<Arguments> goodFiles() throws Exception {
    return Stream.of(
        Arguments.of("MAT", MatFiles.frame(20, 10)),
        Arguments.of("MAT compressed", MatFiles.compressed(verasonics())),
        Arguments.of("MAT 7.3", Hdf5Files.matlabFrame(8, 12)),
        Arguments.of("zea", zea()),
        Arguments.of("UFF", uff()),
        Arguments.of("MAT 7.3 with chunks", WrittenSamples.bytes("mat/v73_chunks.mat")),
        Arguments.of("zea with chunks", WrittenSamples.bytes("zea/v110.hdf5")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void onlyTypedErrorsAndFinitePixelsComeOut(String name, byte[] good) {
    SplittableRandom random = new SplittableRandom(20200131);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bad = damaged(good, random);
      try {
        read(bad);
      } catch (MemberException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        fail(name + ": round " + round + " of the seed threw " + e, e);
      }
    }
    assertThat(refused).as("files of %s that were refused", name).isPositive();
  }

  private static void read(byte[] file) throws MemberException {
    byte[] head = Arrays.copyOf(file, Math.min(1024, file.length));
    Member member = new Member("a.bin", (long) file.length, head, new ByteArrayInputStream(file));
    FormatReader reader =
        FormatReader.of(head)
            .orElseThrow(
                () -> new MemberException(Reason.UNSUPPORTED_FORMAT, "no reader takes it"));
    Iterator<FrameRecord> frames = reader.read(member, SETTINGS);
    while (frames.hasNext()) {
      FrameRecord frame = frames.next();
      Stream.of(frame.das(), frame.clinical())
          .flatMap(image -> image.stream())
          .forEach(FlippedBytesTest::assertFinite);
      if (frame.reason().isPresent()) {
        throw new MemberException(frame.reason().get(), frame.detail());
      }
    }
  }

  private static void assertFinite(Image image) {
    for (float pixel : image.pixels()) {
      if (!Float.isFinite(pixel)) {
        fail("A pixel is " + pixel);
      }
    }
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bad = good.clone();
    int flips = 1 + random.nextInt(8);
    for (int i = 0; i < flips; i++) {
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
  }

  private static MatFile verasonics() {
    return Mat5.newMatFile()
        .addArray("IData", Mat5.newCell(1, 1).set(0, Mat5.newMatrix(new int[] {12, 8, 1, 3})))
        .addArray("QData", Mat5.newMatrix(new int[] {12, 8, 1, 3}))
        .addArray("Trans", Mat5.newStruct().set("frequency", Mat5.newScalar(5)));
  }

  private static byte[] zea() {
    Hdf5Files files = new Hdf5Files();
    Node data =
        files.group(
            Map.of(
                "beamformed_data", files.floats(new int[] {3, 6, 4, 2}, i -> i, Map.of()),
                "image", files.floats(new int[] {3, 6, 4}, i -> -i, Map.of())),
            Map.of());
    return files.file(new byte[0], Map.of("data", data, "scan", files.group(Map.of(), Map.of())));
  }

  private static byte[] uff() {
    Hdf5Files files = new Hdf5Files();
    int[] shape = {2, 1, 1, 6};
    Node parts =
        files.group(
            Map.of(
                "real", files.doubles(shape, i -> i, Map.of()),
                "imag", files.doubles(shape, i -> -i, Map.of())),
            Map.of());
    Node scan =
        files.group(
            Map.of(
                "x", files.floats(new int[] {6}, i -> Math.floor(i / 3), Map.of()),
                "z", files.floats(new int[] {6}, i -> i % 3, Map.of()),
                "x_axis", files.floats(new int[] {2}, i -> i, Map.of()),
                "z_axis", files.floats(new int[] {3}, i -> i, Map.of())),
            Map.of("class", "uff.linear_scan"));
    Node data =
        files.group(Map.of("data", parts, "scan", scan), Map.of("class", "uff.beamformed_data"));
    return files.file(new byte[0], Map.of("b_data", data));
  }
}
