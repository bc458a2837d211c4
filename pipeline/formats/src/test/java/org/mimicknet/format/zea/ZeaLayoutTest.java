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
  void anotherHdf5FileIsNone() {
    Map<String, Node> other =
        Map.of("data", files.group(Map.of("raw_data", files.text("x", Map.of())), Map.of()));

    refused(
        other,
        Reason.UNSUPPORTED_FORMAT,
        "The HDF5 file is of no layout that is read; read are MAT 7.3, UFF, zea");
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
