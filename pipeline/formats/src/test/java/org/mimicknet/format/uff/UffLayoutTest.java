/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.uff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.TestMembers;
import org.mimicknet.format.hdf5.Hdf5Files;
import org.mimicknet.format.hdf5.Hdf5Files.Node;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class UffLayoutTest {
  private static final int DEPTHS = 3;
  private static final int LINES = 2;
  private static final int FRAMES = 2;
  private static final String GENERATED = "generated-uff/mimicknet_phantom_pyuff_ustb.uff";

  private final Hdf5Files files = new Hdf5Files();

  @Test
  @NeedsSharedData("the published phantom")
  void thePhantomThatAThirdPartyWroteEqualsTheMatFile() throws Exception {
    FrameRecord uff = only(TestMembers.read(bytes(GENERATED)));
    Image mat =
        only(TestMembers.read(Files.readAllBytes(SharedData.reference("phantom.mat"))))
            .das()
            .orElseThrow();

    Image das = uff.das().orElseThrow();
    assertThat(das.size()).isEqualTo("736 x 160").isEqualTo(mat.size());
    for (int i = 0; i < mat.pixels().length; i++) {
      assertThat((double) das.pixels()[i])
          .isCloseTo(mat.pixels()[i], within(1e-6 * Math.max(1, mat.pixels()[i])));
    }
    assertThat(uff.clinical()).isEmpty();
    FrameMetadata metadata = uff.metadata();
    assertThat(metadata.frequencyHz()).isEqualTo(2358490.566037736);
    assertThat(metadata.identifiers()).isEqualTo(Identifiers.PERSONAL);
    assertThat(metadata.finalRadius() - metadata.initialRadius()).isCloseTo(736, within(1e-9));
    assertThat(metadata.initialAngle()).as("as h5py reads it").isCloseTo(-0.4795292, within(1e-7));
    assertThat(metadata.initialRadius()).isCloseTo(0.00095571 / 0.00016263, within(1e-3));
  }

  @Test
  void theCoordinatesTellTheOrderOfThePixels() throws Exception {
    for (boolean depthFirst : new boolean[] {true, false}) {
      Node data = complexData(linearScan(depthFirst));

      List<FrameRecord> frames = TestMembers.read(file(Map.of("b_data", data)));

      assertThat(frames).hasSize(FRAMES);
      float[] second = frames.get(1).das().orElseThrow().pixels();
      float[] expected =
          depthFirst ? new float[] {30, 45, 35, 50, 40, 55} : new float[] {30, 35, 40, 45, 50, 55};
      assertThat(second).containsExactly(expected);
      assertThat(frames.get(0).metadata().extra())
          .containsEntry("axial_spacing_m", "0.25")
          .containsEntry("lateral_spacing_m", "0.5");
    }
  }

  @Test
  void dimensionsOfOneThatMatlabDropsAreThere() throws Exception {
    int pixels = DEPTHS * LINES;
    for (int[] shape : new int[][] {{pixels}, {1, pixels}, {1, 1, pixels}, {1, 1, 1, pixels}}) {
      Node data = files.complex(shape, i -> 3 * i, i -> 4 * i, Map.of());

      FrameRecord frame =
          only(TestMembers.read(file(Map.of("b_data", beamformed(data, linearScan(true))))));

      assertThat(frame.das().orElseThrow().pixels()).containsExactly(0, 15, 5, 20, 10, 25);
    }
  }

  /** Numbers of frame 0 and 1 alternate: those of the second are 1, 3, 5 ... */
  @Test
  void whatPythonWritesHasItsPixelsFirst() throws Exception {
    int[] shape = {DEPTHS * LINES, 1, 1, FRAMES};
    Node data = files.complex(shape, i -> 3 * i, i -> 4 * i, Map.of());

    List<FrameRecord> frames =
        TestMembers.read(file(Map.of("b_data", beamformed(data, linearScan(true)))));

    assertThat(frames).hasSize(FRAMES);
    assertThat(frames.get(1).das().orElseThrow().pixels()).containsExactly(5, 35, 15, 45, 25, 55);
  }

  @Test
  void asManyFramesAsPixelsAreMatlabs() throws Exception {
    int pixels = DEPTHS * LINES;
    Node data = files.complex(new int[] {pixels, 1, 1, pixels}, i -> 3 * i, i -> 4 * i, Map.of());

    List<FrameRecord> frames =
        TestMembers.read(file(Map.of("b_data", beamformed(data, linearScan(true)))));

    assertThat(frames).hasSize(pixels);
    assertThat(frames.get(1).das().orElseThrow().pixels()).containsExactly(30, 45, 35, 50, 40, 55);
  }

  @Test
  void aScanWithoutPositionsIsInTheOrderOfUstb() throws Exception {
    Node scan =
        files.group(
            Map.of(
                "x_axis", files.floats(new int[] {1, LINES}, i -> i, Map.of()),
                "z_axis", files.floats(new int[] {1, DEPTHS}, i -> 1 + i, Map.of())),
            Map.of("class", "uff.linear_scan"));

    List<FrameRecord> frames = TestMembers.read(file(Map.of("b_data", complexData(scan))));

    assertThat(frames.get(0).das().orElseThrow().pixels()).containsExactly(0, 15, 5, 20, 10, 25);
  }

  /** USTB and pyuff compute the positions of a sector in different orders. */
  @Test
  void aSectorWithoutPositionsTellsNoOrder() {
    Node scan =
        files.group(
            Map.of(
                "azimuth_axis", files.floats(new int[] {LINES}, i -> 0.1 * i, Map.of()),
                "depth_axis", files.floats(new int[] {DEPTHS}, i -> 1 + i, Map.of())),
            Map.of("class", "uff.sector_scan"));

    refused(
        Map.of("b_data", complexData(scan)),
        Reason.MISSING_DATA,
        "The order of the pixels cannot be told: the scan of the UFF file is or has no x");
  }

  @Test
  void dataOfOtherPixelsThanTheScanAreRefused() {
    Node data = files.complex(new int[] {1, 1, 1, 5}, i -> i, i -> i, Map.of());

    refused(
        Map.of("b_data", beamformed(data, linearScan(true))),
        Reason.SIZE_MISMATCH,
        "The scan of the UFF file has 6 pixels, but beamformed_data has the size [1, 1, 1, 5]");
  }

  @Test
  void realDataBesideTheIqAreTheImage() throws Exception {
    Node image = beamformed(files.doubles(shape(), i -> -i, Map.of()), linearScan(true));

    List<FrameRecord> frames =
        TestMembers.read(file(Map.of("b_data", complexData(linearScan(true)), "b_image", image)));

    assertThat(frames.get(0).das()).isPresent();
    assertThat(frames.get(1).clinical().orElseThrow().pixels())
        .containsExactly(-6, -9, -7, -10, -8, -11);
  }

  @Test
  void whatHoldsNoBeamformedIqSaysWhatToDo() {
    refused(
        Map.of("channel_data", files.group(Map.of(), Map.of("class", "uff.channel_data"))),
        Reason.MISSING_DATA,
        "The UFF file holds no uff.beamformed_data, and nothing here beamforms: save the"
            + " beamformed data as well");
    refused(
        Map.of("b_data", beamformed(files.doubles(shape(), i -> i, Map.of()), linearScan(true))),
        Reason.MISSING_DATA,
        "The beamformed data of the UFF file are real, but must be complex: IQ");
  }

  @Test
  void severalWavesAreNotCompounded() {
    Node data = files.complex(new int[] {1, 3, 1, 2}, i -> i, i -> i, Map.of());

    refused(
        Map.of("b_data", beamformed(data, linearScan(true))),
        Reason.MISSING_DATA,
        "beamformed_data has the size [1, 3, 1, 2], but must be frames x 1 wave x 1 channel x"
            + " pixels: nothing here compounds waves or channels");
  }

  @Test
  void pixelsThatLieOnNoGridAreRefused() {
    Node scan = scan("uff.linear_scan", i -> 0.1 * i * i, i -> 0);

    refused(
        Map.of("b_data", complexData(scan)),
        Reason.MALFORMED,
        "The pixels of the UFF file do not lie where the axes of its scan say");
  }

  @Test
  void aScanOfAnotherKindTellsNoOrder() {
    refused(
        Map.of("b_data", complexData(scan("uff.scan", i -> 0, i -> 0))),
        Reason.MISSING_DATA,
        "The order of the pixels cannot be told: the scan of the UFF file is or has neither a"
            + " uff.linear_scan nor a uff.sector_scan");
  }

  private Node complexData(Node scan) {
    Node parts =
        files.group(
            Map.of(
                "real", files.doubles(shape(), i -> 3 * i, Map.of()),
                "imag", files.doubles(shape(), i -> 4 * i, Map.of())),
            Map.of());
    return beamformed(parts, scan);
  }

  private Node beamformed(Node data, Node scan) {
    return files.group(Map.of("data", data, "scan", scan), Map.of("class", "uff.beamformed_data"));
  }

  /** x = 0, 0.5; z = 1, 1.25, 1.5. */
  private Node linearScan(boolean depthFirst) {
    return depthFirst
        ? scan("uff.linear_scan", i -> 0.5 * Math.floorDiv(i, DEPTHS), i -> 1 + 0.25 * (i % DEPTHS))
        : scan("uff.linear_scan", i -> 0.5 * (i % LINES), i -> 1 + 0.25 * Math.floorDiv(i, LINES));
  }

  private interface Coordinate {
    double at(int pixel);
  }

  private Node scan(String type, Coordinate x, Coordinate z) {
    int[] pixels = {DEPTHS * LINES};
    DoubleUnaryOperator lines = i -> 0.5 * i;
    return files.group(
        Map.of(
            "x", files.floats(pixels, i -> x.at((int) i), Map.of()),
            "z", files.floats(pixels, i -> z.at((int) i), Map.of()),
            "x_axis", files.floats(new int[] {LINES}, lines, Map.of()),
            "z_axis", files.floats(new int[] {DEPTHS}, i -> 1 + 0.25 * i, Map.of())),
        Map.of("class", type));
  }

  private static int[] shape() {
    return new int[] {FRAMES, 1, 1, DEPTHS * LINES};
  }

  private byte[] file(Map<String, Node> root) {
    return files.file(new byte[0], root);
  }

  private void refused(Map<String, Node> root, Reason reason, String message) {
    TestMembers.assertRefused(file(root), reason, message);
  }

  private static FrameRecord only(List<FrameRecord> frames) {
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  private static byte[] bytes(String sample) throws IOException {
    return Files.readAllBytes(SharedData.sample(sample));
  }
}
