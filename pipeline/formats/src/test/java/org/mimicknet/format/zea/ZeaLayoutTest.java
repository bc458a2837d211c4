/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.TestMembers;
import org.mimicknet.format.hdf5.Hdf5Files;
import org.mimicknet.format.hdf5.Hdf5Files.Node;

class ZeaLayoutTest {
  private static final int[] FRAMES = {2, 3, 2};
  private static final int[] IQ_FRAMES = {2, 3, 2, 2};

  private final Hdf5Files files = new Hdf5Files();

  @Test
  void twoChannelsAreIqAndTheImageInDecibelsStaysAsItIs() throws Exception {
    Node iq = files.floats(IQ_FRAMES, i -> (i % 2 == 0 ? 3 : 4) * Math.floor(i / 2), Map.of());
    Node image = files.floats(FRAMES, i -> -60 + i, Map.of());

    List<FrameRecord> frames =
        TestMembers.read(zea(event(Map.of("beamformed_data", iq, "image", image))));

    assertThat(frames).hasSize(2).allSatisfy(frame -> assertThat(frame.reason()).isEmpty());
    FrameRecord second = frames.get(1);
    assertThat(second.frameIndex()).isEqualTo(1);
    assertThat(second.das().orElseThrow().size()).isEqualTo("3 x 2");
    assertThat(second.das().orElseThrow().pixels()).containsExactly(30, 35, 40, 45, 50, 55);
    assertThat(second.clinical().orElseThrow().pixels())
        .containsExactly(-54, -53, -52, -51, -50, -49);
    assertThat(second.metadata().frequencyHz()).isEqualTo(7e6);
    assertThat(second.metadata().probe()).isEqualTo("generic");
    assertThat(second.metadata().extra()).containsEntry("sound_speed_m_s", "1540.0");
    assertThat(second.metadata().identifiers()).isEqualTo(Identifiers.PERSONAL);
  }

  @Test
  void complexNumbersAreIqToo() throws Exception {
    Node iq = files.complex(FRAMES, i -> 3 * i, i -> 4 * i, Map.of());

    List<FrameRecord> frames = TestMembers.read(zea(event(Map.of("beamformed_data", iq))));

    assertThat(frames.get(0).das().orElseThrow().pixels()).containsExactly(0, 5, 10, 15, 20, 25);
    assertThat(frames.get(0).clinical()).isEmpty();
  }

  @Test
  void theEnvelopeStandsForTheMagnitudeOfTheIq() throws Exception {
    Node rf = files.floats(new int[] {2, 3, 2, 1}, i -> 1, Map.of());
    Node envelope = files.floats(FRAMES, i -> i, Map.of());

    List<FrameRecord> frames =
        TestMembers.read(zea(event(Map.of("beamformed_data", rf, "envelope_data", envelope))));

    assertThat(frames.get(0).das().orElseThrow().pixels()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void framesOfEventsFollowEachOther() throws Exception {
    Map<String, Node> first = event(Map.of("image", files.floats(FRAMES, i -> i, Map.of())));
    Map<String, Node> second = event(Map.of("image", files.floats(FRAMES, i -> -i, Map.of())));
    byte[] file =
        files.file(
            new byte[0],
            Map.of(
                "event_1", files.group(second, Map.of()),
                "event_0", files.group(first, Map.of())));

    List<FrameRecord> frames = TestMembers.read(file);

    assertThat(frames).extracting(FrameRecord::frameIndex).containsExactly(0, 1, 2, 3);
    assertThat(frames.get(3).clinical().orElseThrow().pixels())
        .containsExactly(-6, -7, -8, -9, -10, -11);
  }

  @Test
  void aFrameWithNanIsOneFailedRecordAndTheOthersStand() throws Exception {
    Node image = files.floats(FRAMES, i -> i == 4 ? Double.NaN : i, Map.of());

    List<FrameRecord> frames = TestMembers.read(zea(event(Map.of("image", image))));

    assertThat(frames.get(0).reason()).contains(Reason.NON_FINITE);
    assertThat(frames.get(0).clinical()).isEmpty();
    assertThat(frames.get(0).detail())
        .isEqualTo("image is NaN at row 2, column 0: pixels must be finite numbers");
    assertThat(frames.get(1).clinical()).isPresent();
  }

  @Test
  void rawDataAloneSayWhatToDo() {
    Node raw = files.floats(new int[] {1, 1, 4, 2, 1}, i -> i, Map.of());

    refused(
        event(Map.of("raw_data", raw)),
        Reason.MISSING_DATA,
        "The zea file holds data of the elements only, and nothing here beamforms: save"
            + " beamformed_data, envelope_data or image as well");
  }

  @Test
  void sizesMustAgree() {
    Node envelope = files.floats(FRAMES, i -> i, Map.of());
    Node image = files.floats(new int[] {2, 2, 3}, i -> i, Map.of());

    refused(
        event(Map.of("envelope_data", envelope, "image", image)),
        Reason.SIZE_MISMATCH,
        "envelope_data is 2 frames x 3 x 2, but image is 2 frames x 2 x 3: they must be of the"
            + " same frames");
  }

  @Test
  void unequalCountsArePairedByTheirOrderAndUnverified() throws Exception {
    Node envelope = files.floats(FRAMES, i -> i, Map.of());
    Node image = files.floats(new int[] {3, 3, 2}, i -> -i, Map.of());

    List<FrameRecord> frames =
        TestMembers.read(zea(event(Map.of("envelope_data", envelope, "image", image))));

    assertThat(frames).extracting(FrameRecord::isVerified).containsExactly(false, false, true);
    assertThat(frames.get(0).detail())
        .isEqualTo(
            "envelope_data is 2 frames x 3 x 2, but image is 3 frames x 3 x 2: paired by their"
                + " order");
    assertThat(frames.get(1).clinical().orElseThrow().pixels())
        .containsExactly(-6, -7, -8, -9, -10, -11);
    assertThat(frames.get(2).das()).isEmpty();
    assertThat(frames.get(2).clinical()).isPresent();
  }

  @Test
  void whereOnlyOneSaysWhereItsPixelsLieThePairIsUnverified() throws Exception {
    Node envelope = map(FRAMES, "coordinates", new int[] {3, 2, 3}, 1);
    Node image = files.floats(FRAMES, i -> -i, Map.of());

    List<FrameRecord> frames =
        TestMembers.read(zea(event(Map.of("envelope_data", envelope, "image", image))));

    assertThat(frames).extracting(FrameRecord::isVerified).containsExactly(false, false);
    assertThat(frames.get(0).detail())
        .isEqualTo("only envelope_data says where its pixels lie, image does not");
  }

  @Test
  void coordinatesOfEachFrameTellOneGridFromAnother() throws Exception {
    int[] each = {2, 3, 2, 3};
    Node envelope = map(FRAMES, "coordinates", each, 1);
    Node same = map(FRAMES, "coordinates", each, 1);
    Node other = map(FRAMES, "coordinates", each, 2);

    assertThat(TestMembers.read(zea(event(Map.of("envelope_data", envelope, "image", same)))))
        .hasSize(2)
        .allSatisfy(frame -> assertThat(frame.clinical()).isPresent());
    assertThat(TestMembers.read(zea(event(Map.of("envelope_data", envelope, "image", other)))))
        .hasSize(4)
        .allSatisfy(
            frame ->
                assertThat(frame.clinical().isPresent()).isNotEqualTo(frame.das().isPresent()));
  }

  @Test
  void anExtentTellsOneGridFromAnother() throws Exception {
    int[] four = {4};
    Node envelope = map(FRAMES, "extent", four, 1);
    Node same = map(FRAMES, "extent", four, 1);
    Node other = map(FRAMES, "extent", four, 2);

    assertThat(TestMembers.read(zea(event(Map.of("envelope_data", envelope, "image", same)))))
        .hasSize(2);
    assertThat(TestMembers.read(zea(event(Map.of("envelope_data", envelope, "image", other)))))
        .hasSize(4);
  }

  @Test
  void coordinatesMustBeThoseOfTheFrames() {
    refused(
        event(Map.of("image", map(FRAMES, "coordinates", new int[] {2, 3, 3}, 1))),
        Reason.SIZE_MISMATCH,
        "image is 2 frames x 3 x 2, but its coordinates have the size [2, 3, 3]");
  }

  @Test
  void volumesAreNotRead() {
    refused(
        event(Map.of("image", files.floats(new int[] {1, 3, 2, 4}, i -> -i, Map.of()))),
        Reason.MISSING_DATA,
        "image has the size [1, 3, 2, 4], but must be frames x z x x: volumes are not read");
  }

  @Test
  void mapsAloneAreNoFrames() {
    refused(
        event(Map.of("sos_map", files.floats(FRAMES, i -> i, Map.of()))),
        Reason.MISSING_DATA,
        "The zea file holds sos_map, but no frames: save beamformed_data, envelope_data or image"
            + " as well");
  }

  @Test
  void anUnknownLayoutIsRefusedWithItsVersionAndWhatWasFound() {
    Node pages = files.group(Map.of("QUIXOTE", files.floats(FRAMES, i -> i, Map.of())), Map.of());
    Node root =
        files.group(
            Map.of("QUIXOTE", pages, "probe", files.group(Map.of(), Map.of())),
            Map.of("zea_version", "7.1.0"));

    TestMembers.assertRefused(
        files.file(new byte[0], root),
        Reason.UNSUPPORTED_FORMAT,
        "The zea file, of version 7.1.0, is of a layout that is not read. At its root are probe and"
            + " 1 other names, in its data no known names; read are beamformed_data as IQ,"
            + " envelope_data and image, as arrays or groups of values, in /data, /event_N/data or"
            + " /tracks/track_N/data. Save it again with zea 0.1, or report the version");
  }

  @Test
  void anotherHdf5FileIsNone() {
    Map<String, Node> other =
        Map.of("data", files.group(Map.of("raw_data", files.text("x", Map.of())), Map.of()));

    refused(
        other,
        Reason.UNSUPPORTED_FORMAT,
        "The HDF5 file is of no layout that is read; read are MAT 7.3, UFF, zea");
  }

  /** A group as zea 0.1 has them, with positions that are {@code scale} times their index. */
  private Node map(int[] shape, String positions, int[] positionShape, double scale) {
    return files.group(
        Map.of(
            positions.equals("extent") ? "pixels" : "values",
            files.floats(shape, i -> -i, Map.of()),
            positions,
            files.floats(positionShape, i -> scale * i, Map.of())),
        Map.of());
  }

  private Map<String, Node> event(Map<String, Node> data) {
    int[] scalar = {};
    return Map.of(
        "data",
        files.group(data, Map.of()),
        "scan",
        files.group(
            Map.of(
                "center_frequency", files.doubles(scalar, i -> 7e6, Map.of()),
                "sound_speed", files.doubles(scalar, i -> 1540, Map.of())),
            Map.of()));
  }

  private byte[] zea(Map<String, Node> root) {
    return files.file(new byte[0], files.group(root, Map.of("probe", "generic")));
  }

  private void refused(Map<String, Node> root, Reason reason, String message) {
    TestMembers.assertRefused(zea(root), reason, message);
  }
}
