/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mimicknet.UserException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.TestMembers;
import org.mimicknet.format.hdf5.Hdf5Files;
import org.mimicknet.format.hdf5.Hdf5Files.Node;
import org.mimicknet.format.mat.MatFiles;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** Saves of 3 frames of 2 x 2: |IQ| of frame f is 5 (4 f + i), its image -(4 f + i). */
class VerasonicsLayoutTest {
  private static final int FRAMES = 3;
  private static final int[] SIZE = {2, 2, 1, FRAMES};
  private static final int[] REVERSED = {FRAMES, 1, 2, 2};

  @Test
  void aCellOfIqAndOneOfImagesAreFramesOfAPair() throws Exception {
    MatFile save =
        Mat5.newMatFile()
            .addArray("IQData", cell(iq()))
            .addArray("ImgDataP", cell(real(-1)))
            .addArray("Notes", Mat5.newString("Jane Doe"));

    for (byte[] file : List.of(MatFiles.bytes(save), MatFiles.compressed(save))) {
      assertPairs(TestMembers.read(file));
    }
  }

  @Test
  void aSaveOfVersion73GivesTheSame() throws Exception {
    Hdf5Files files = new Hdf5Files();
    Node iq = files.complex(REVERSED, i -> 3 * i, i -> 4 * i, numeric());
    Node image = files.doubles(REVERSED, i -> -i, numeric());
    byte[] file =
        files.file(
            Hdf5Files.matlabHeader(),
            Map.of(
                "IQData",
                files.references(new int[] {1, 1}, type("cell"), iq),
                "ImgDataP",
                files.references(new int[] {1, 1}, type("cell"), image),
                "Trans",
                files.group(
                    Map.of(
                        "frequency", files.doubles(new int[] {1, 1}, i -> 5, numeric()),
                        "name", files.text("L11-4v", type("char"))),
                    type("struct"))));

    List<FrameRecord> frames = TestMembers.read(file);

    assertPairs(frames);
    assertThat(frames.get(0).metadata().frequencyHz()).isEqualTo(5e6);
    assertThat(frames.get(0).metadata().probe()).isEqualTo("L11-4v");
  }

  @Test
  void iAndQMayBeTwoVariables() throws Exception {
    MatFile save = Mat5.newMatFile().addArray("IData", real(3)).addArray("QData", cell(real(4)));

    List<FrameRecord> frames = TestMembers.read(MatFiles.bytes(save));

    assertThat(frames).hasSize(FRAMES);
    assertThat(frames.get(1).das().orElseThrow().pixels()).containsExactly(20, 30, 25, 35);
    assertThat(frames.get(1).clinical()).isEmpty();
  }

  @Test
  void theLastFrameOfTheReceiveBufferTurnsTheRing() throws Exception {
    MatFile save =
        Mat5.newMatFile()
            .addArray("IQ", iq())
            .addArray("Resource", resource(Mat5.newScalar(2), Mat5.newScalar(FRAMES)));

    List<FrameRecord> frames = TestMembers.read(MatFiles.bytes(save));

    assertThat(frames)
        .extracting(frame -> frame.das().orElseThrow().pixels()[0])
        .as("page 3 was written before pages 1 and 2")
        .containsExactly(40f, 0f, 20f);
  }

  @Test
  void aLastFrameOfABufferOfAnotherLengthTurnsNothing() throws Exception {
    MatFile save =
        Mat5.newMatFile()
            .addArray("IQ", iq())
            .addArray("Resource", resource(Mat5.newScalar(2), Mat5.newScalar(10)));

    assertThat(TestMembers.read(MatFiles.bytes(save)))
        .extracting(frame -> frame.das().orElseThrow().pixels()[0])
        .containsExactly(0f, 20f, 40f);
  }

  @Test
  void metadataComeInTheirUnits() throws Exception {
    Struct trans = Mat5.newStruct();
    trans.set("name", Mat5.newString("C5-2v"));
    trans.set("frequency", Mat5.newScalar(4));
    trans.set("units", Mat5.newString("mm"));
    trans.set("spacing", Mat5.newScalar(1.2));
    trans.set("elementWidth", Mat5.newScalar(0.25));
    Struct parameters = Mat5.newStruct();
    parameters.set("speedOfSound", Mat5.newScalar(1540));
    Struct resource = Mat5.newStruct();
    resource.set("Parameters", parameters);
    Struct depth = Mat5.newStruct();
    depth.set("startDepth", Mat5.newScalar(0));
    depth.set("endDepth", Mat5.newScalar(200));
    Matrix steps = Mat5.newMatrix(1, 3);
    steps.setDouble(0, 0.01);
    steps.setDouble(1, 0.5);
    Struct grid = Mat5.newStruct();
    grid.set("Coord", Mat5.newString("polar"));
    grid.set("PDelta", steps);
    MatFile save =
        Mat5.newMatFile()
            .addArray("IQ", iq())
            .addArray("Trans", trans)
            .addArray("Resource", resource)
            .addArray("P", depth)
            .addArray("PData", grid);

    FrameMetadata metadata = TestMembers.read(MatFiles.bytes(save)).get(0).metadata();

    double wavelength = 1540 / 4e6;
    assertThat(metadata.scanner()).isEqualTo("verasonics");
    assertThat(metadata.probe()).isEqualTo("C5-2v");
    assertThat(metadata.frequencyHz()).isEqualTo(4e6);
    assertThat(metadata.identifiers()).isEqualTo(Identifiers.PERSONAL);
    assertNumber(metadata, "pitch_m", 1.2 * wavelength);
    assertNumber(metadata, "element_width_m", 0.25e-3);
    assertNumber(metadata, "start_depth_m", 0);
    assertNumber(metadata, "end_depth_m", 200 * wavelength);
    assertNumber(metadata, "axial_spacing_m", 0.5 * wavelength);
    assertNumber(metadata, "lateral_spacing_rad", 0.01);
  }

  @Test
  void anImageBufferThatSkipsFramesGivesPairsThatAreNotVerified() throws Exception {
    MatFile save =
        Mat5.newMatFile()
            .addArray("IQ", iq())
            .addArray("ImgData", Mat5.newMatrix(new int[] {2, 2, 1, 2}));

    List<FrameRecord> frames = TestMembers.read(MatFiles.bytes(save));

    assertThat(frames).extracting(FrameRecord::isVerified).containsExactly(false, false, true);
    assertThat(frames.get(1).clinical()).isPresent();
    assertThat(frames.get(1).detail())
        .isEqualTo("IQ has 3 frames, but ImgData has 2: they are paired by their order");
    assertThat(frames.get(2).clinical()).isEmpty();
  }

  @Test
  void aCellOfFramesOfRealSizeIsRead() throws Exception {
    MatFile save =
        Mat5.newMatFile().addArray("IQData", cell(Mat5.newComplex(200, 100, MatlabType.Double)));

    assertThat(TestMembers.read(MatFiles.bytes(save)).get(0).das().orElseThrow().size())
        .isEqualTo("200 x 100");
  }

  @Test
  void theLayoutOfFilesThatFitTwoIsNamedByASetting() throws Exception {
    byte[] both =
        MatFiles.bytes(
            Mat5.newMatFile()
                .addArray("IQ", iq())
                .addArray("iq", Mat5.newComplex(1, 1, MatlabType.Double)));

    assertThat(TestMembers.read(both, layout("Verasonics"))).hasSize(FRAMES);
    assertThat(TestMembers.read(both, layout("MimickNet"))).hasSize(1);
    assertThatThrownBy(() -> FormatReader.validateAll(Map.of("mat.layout", "Other")))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot use mat.layout=Other: the layouts are MimickNet, Verasonics");
  }

  private static ReadSettings layout(String name) {
    return ReadSettings.DEFAULT.withOptions(Map.of("mat.layout", name));
  }

  @Test
  void aSiteNamesItsVariables() throws Exception {
    MatFile save = Mat5.newMatFile().addArray("BeamformedIQ", iq()).addArray("Screen", real(-1));
    ReadSettings site =
        ReadSettings.DEFAULT.withOptions(
            Map.of("verasonics.iq", "Other, BeamformedIQ", "verasonics.clinical", "Screen"));

    assertPairs(TestMembers.read(MatFiles.bytes(save), site));
  }

  @Test
  void aMappingThatMeansNothingIsRefusedBeforeAnythingIsRead() {
    assertThatThrownBy(() -> FormatReader.validateAll(Map.of("verasonics.iq", "2 bad")))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot map verasonics.iq to 2 bad: it is no name of a MATLAB variable");
    assertThatThrownBy(() -> FormatReader.validateAll(Map.of("verasonics.clinical", "dtce")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot map verasonics.clinical to dtce: by this variable files of the MimickNet"
                + " layout are known");
    assertThatThrownBy(() -> FormatReader.validateAll(Map.of("verasonics.img", "a")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot use the format setting verasonics.img: ")
        .hasMessageContaining("verasonics.clinical, verasonics.i, verasonics.iq, verasonics.q");
  }

  @Test
  void whatGivesNoFrameSaysWhy() {
    refused(
        Mat5.newMatFile().addArray("RcvData", cell(real(1))),
        Reason.MISSING_DATA,
        "The save holds RcvData, the signals of the elements, but no beamformed IQ, and nothing"
            + " here beamforms: save IQData as well");
    refused(
        Mat5.newMatFile().addArray("IData", real(1)),
        Reason.MISSING_DATA,
        "The save holds one part of the IQ only: both IData and QData are needed");
    refused(
        Mat5.newMatFile().addArray("IQ", real(1)),
        Reason.MISSING_DATA,
        "IQ is real, but must be complex: beamformed IQ");
    refused(
        Mat5.newMatFile().addArray("IQ", iq()).addArray("ImgData", Mat5.newMatrix(2, 3)),
        Reason.SIZE_MISMATCH,
        "IQ is 2 x 2, but ImgData is 2 x 3: they must be of one frame");
    refused(
        Mat5.newMatFile().addArray("IQ", iq()).addArray("iq", iq()),
        Reason.UNSUPPORTED_FORMAT,
        "The MAT file fits several layouts: MimickNet, Verasonics; name the one that such files are"
            + " of, for example --formats mat.layout=MimickNet");
  }

  @Test
  void aSaveThatFailsIsPersonalToo() throws Exception {
    byte[] save = MatFiles.bytes(Mat5.newMatFile().addArray("RcvData", cell(real(1))));

    assertThat(TestMembers.read(save).get(0).metadata().identifiers())
        .isEqualTo(Identifiers.PERSONAL);
  }

  private static void assertPairs(List<FrameRecord> frames) {
    assertThat(frames).hasSize(FRAMES);
    FrameRecord last = frames.get(2);
    assertThat(last.frameIndex()).isEqualTo(2);
    assertThat(last.das().orElseThrow().pixels()).containsExactly(40, 50, 45, 55);
    assertThat(last.clinical().orElseThrow().pixels()).containsExactly(-8, -10, -9, -11);
    assertThat(frames.toString()).doesNotContain("Jane");
  }

  private static void assertNumber(FrameMetadata metadata, String name, double expected) {
    assertThat(Double.parseDouble(metadata.extra().get(name)))
        .as(name)
        .isCloseTo(expected, within(1e-12));
  }

  private static void refused(MatFile save, Reason reason, String message) {
    TestMembers.assertRefused(MatFiles.bytes(save), reason, message);
  }

  private static Struct resource(Array lastFrame, Array numFrames) {
    Struct buffer = Mat5.newStruct();
    buffer.set("lastFrame", lastFrame);
    buffer.set("numFrames", numFrames);
    Struct resource = Mat5.newStruct();
    resource.set("RcvBuffer", buffer);
    return resource;
  }

  private static Array cell(Array content) {
    return Mat5.newCell(1, 1).set(0, content);
  }

  private static Matrix iq() {
    Matrix iq = Mat5.newComplex(SIZE, MatlabType.Double);
    for (int i = 0; i < iq.getNumElements(); i++) {
      iq.setDouble(i, 3 * i);
      iq.setImaginaryDouble(i, 4 * i);
    }
    return iq;
  }

  private static Matrix real(int factor) {
    Matrix matrix = Mat5.newMatrix(SIZE);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.setDouble(i, factor * i);
    }
    return matrix;
  }

  private static Map<String, String> numeric() {
    return type("double");
  }

  private static Map<String, String> type(String name) {
    return Map.of("MATLAB_class", name);
  }
}
