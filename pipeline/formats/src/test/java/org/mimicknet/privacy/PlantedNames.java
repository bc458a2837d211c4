/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.dicom.DicomBytes;
import org.mimicknet.format.hdf5.Hdf5Files;
import org.mimicknet.format.hdf5.Hdf5Files.Node;
import org.mimicknet.format.mat.MatFiles;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** Archives with names, numbers and dates in every place where a file can hide them. */
public final class PlantedNames {
  /** What must be found nowhere. */
  public static final List<String> ALL =
      List.of(
          "QUIXOTE",
          "DULCINEA",
          "Quixote",
          "JaneDoe",
          "PID-7719",
          "7719.555",
          "7719.666",
          "7719.777",
          "19440229",
          "20200229131415",
          "20200229",
          "2020-02-29",
          "SERIAL-7719");

  public static final int STRIP_ROWS = 8;
  public static final int ROWS = 24;
  public static final int COLUMNS = 16;

  /** Luma that only the strip with its names reaches. */
  public static final float DARKER_THAN = 0.4f;

  private static final String NAME = "QUIXOTE^DULCINEA";

  /** It holds the time of the study. */
  private static final String UID = "1.2.826.0.1.7719.555.20200229131415.1";

  private static final int BRIGHT = 250;
  private static final int DARK = 90;

  private PlantedNames() {}

  public static void into(Path folder) throws IOException {
    Path patient = Files.createDirectories(folder.resolve("QUIXOTE, DULCINEA"));
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("QUIXOTE_20200229/IM0001.dcm", dicom(true));
    members.put("QUIXOTE_20200229/screen of QUIXOTE.dcm", dicom(false));
    members.put("QUIXOTE_20200229/IM.QUIXOTE", Arrays.copyOf(dicom(true), 700));
    members.put("letter to QUIXOTE.txt", "Dear DULCINEA".getBytes(StandardCharsets.UTF_8));
    members.put("cut QUIXOTE.mat.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0});
    Files.write(patient.resolve("QUIXOTE.zip"), ArchiveBuilder.zip(members));
    Files.write(patient.resolve("QUIXOTE 2"), dicom(true));
    Files.write(patient.resolve("QUIXOTE.hdf5"), zea());
    Files.write(patient.resolve("QUIXOTE save.mat"), verasonics());
    Files.write(patient.resolve("head of QUIXOTE.nii"), nifti());
    Files.write(patient.resolve("QUIXOTE_raw.tar"), ArchiveBuilder.tar(clarius()));
    Files.write(patient.resolve("QUIXOTE.uff"), uff());
    Files.write(folder.resolve(UID + ".mat"), mat());
    Files.writeString(folder.resolve("US." + UID + ".txt"), "Dear DULCINEA");
    Files.write(folder.resolve("research_20180206194115_1.mat"), mat());
    Files.writeString(
        folder.resolve("metadata.csv"),
        """
        filename,datapath,probe,timestamp_id,f0,patient QUIXOTE
        research_20180206194115_1.mat,/home/QUIXOTE/DULCINEA,p1,20180206194115,QUIXOTE,\
        "DULCINEA, ""Jane""
        QUIXOTE"
        """);
  }

  /** The same files, each cut and changed in several places, so that every parser meets errors. */
  public static void broken(Path folder) throws IOException {
    Path whole = Files.createTempDirectory("planted");
    into(whole);
    Path patient = Files.createDirectories(folder.resolve("QUIXOTE, DULCINEA"));
    Random random = new Random(7719);
    List<Path> files;
    try (Stream<Path> all = Files.walk(whole)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Files.write(
        patient.resolve("struct of QUIXOTE.mat"),
        MatFiles.bytes(
            Mat5.newMatFile()
                .addArray("Resource", Mat5.newStruct().set("QUIXOTE", Mat5.newString("JaneDoe")))));
    for (Path file : files) {
      Path into = file.getParent().equals(whole) ? folder : patient;
      byte[] bytes = Files.readAllBytes(file);
      for (int k = 1; k <= 3; k++) {
        byte[] cut = Arrays.copyOf(bytes, bytes.length * k / 4);
        byte[] changed = bytes.clone();
        for (int flips = 0; flips < k; flips++) {
          changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(into.resolve(k + " cut " + file.getFileName()), cut);
        Files.write(into.resolve(k + " changed " + file.getFileName()), changed);
      }
    }
  }

  /** An ultrasound screen with a bright strip of text over a darker image. */
  private static byte[] dicom(boolean regions) {
    DicomBytes file =
        DicomBytes.file(DicomBytes.EXPLICIT)
            .text(0x0002_0016, "AE", "QUIXOTE_AE")
            .text(0x0002_0100, "UI", "1.2.826.0.1.7719.777")
            .element(0x0002_0102, "OB", ascii(NAME))
            .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY")
            .text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.6.1")
            .text(0x0008_0018, "UI", "1.2.826.0.1.7719.777")
            .text(0x0008_0020, "DA", "20200229")
            .text(0x0008_0022, "DA", "20200229")
            .text(0x0008_0032, "TM", "131415")
            .text(0x0008_0050, "SH", "PID-7719")
            .text(0x0008_0060, "CS", "US")
            .text(0x0008_0070, "LO", "ACME")
            .text(0x0008_0080, "LO", "Hospital of " + NAME)
            .text(0x0008_0090, "PN", NAME)
            .text(0x0008_1010, "SH", NAME)
            .text(0x0008_1030, "LO", "Echo of " + NAME)
            .element(0x0008_1110, "SQ", sequence(3))
            .text(0x0009_0010, "LO", NAME)
            .text(0x0009_1001, "LT", "private " + NAME)
            .element(0x0009_1002, "SQ", sequence(2))
            .element(0x0009_1003, "UN", sequence(1))
            .text(0x0010_0010, "PN", NAME)
            .text(0x0010_0020, "LO", "PID-7719")
            .text(0x0010_0030, "DA", "19440229")
            .element(0x0010_1001, "UN", ascii(NAME))
            .text(0x0010_1040, "LO", "1 QUIXOTE Street")
            .text(0x0010_4000, "LT", "Mother of " + NAME)
            .text(0x0018_1000, "LO", "SERIAL-7719");
    if (regions) {
      file.regions(1, new int[] {0, STRIP_ROWS, COLUMNS - 1, ROWS - 1});
    }
    byte[] whole =
        file.text(0x0020_000D, "UI", "1.2.826.0.1.7719.555")
            .text(0x0020_000E, "UI", "1.2.826.0.1.7719.666")
            .text(0x0020_4000, "LT", NAME)
            .pixelModule("MONOCHROME2", 1, ROWS, COLUMNS)
            .pixels(pixels())
            .text(0xFFFC_FFFC, "LO", NAME)
            .bytes();
    byte[] preamble = NAME.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(preamble, 0, whole, 0, preamble.length);
    return whole;
  }

  /** A name, an identifier and a region so many sequences deep. */
  private static byte[] sequence(int depth) {
    byte[] names =
        new DicomBytes()
            .text(0x0008_0018, "UI", UID)
            .text(0x0010_0010, "PN", NAME)
            .text(0x0010_0020, "LO", "PID-7719")
            .text(0x0040_A123, "PN", NAME)
            .bytes();
    byte[] item = new DicomBytes().item(0xFFFE_E000, names).bytes();
    for (int level = 1; level < depth; level++) {
      item =
          new DicomBytes()
              .item(
                  0xFFFE_E000,
                  new DicomBytes()
                      .element(0x0008_1140, "SQ", item)
                      .text(0x0010_0010, "PN", NAME)
                      .bytes())
              .bytes();
    }
    return item;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static int[] pixels() {
    int[] pixels = new int[ROWS * COLUMNS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i < STRIP_ROWS * COLUMNS ? BRIGHT : i % DARK;
    }
    return pixels;
  }

  /** Two frames of zea, with a name in every attribute and in a text. */
  private static byte[] zea() {
    Hdf5Files files = new Hdf5Files();
    Map<String, String> named = Map.of("description", NAME, "QUIXOTE", "DULCINEA");
    Node image = files.floats(new int[] {2, 3, 2}, i -> -i, named);
    Node data = files.group(Map.of("image", image), named);
    Node frequency = files.doubles(new int[0], i -> 7e6, named);
    Node scan = files.group(Map.of("center_frequency", frequency), named);
    Node notes = files.text(NAME, named);
    Node subject = files.group(Map.of("id", notes, "name", notes), Map.of("id", "PID-7719"));
    Node metadata =
        files.group(
            Map.of("subject", subject, "credit", notes, "text_report", notes, "JaneDoe", notes),
            named);
    return files.file(
        new byte[0],
        files.group(
            Map.of("data", data, "scan", scan, "QUIXOTE", notes, "metadata", metadata), named));
  }

  /** Two lines of two depths of beamformed data, by an author at an institution. */
  private static byte[] uff() {
    Hdf5Files files = new Hdf5Files();
    Map<String, String> named = Map.of("name", NAME, "author", NAME, "institution", NAME);
    int[] pixels = {1, 1, 1, 4};
    Node parts =
        files.group(
            Map.of(
                "real", files.doubles(pixels, i -> 3 * i, named),
                "imag", files.doubles(pixels, i -> 4 * i, named)),
            named);
    Node scan =
        files.group(
            Map.of(
                "x", files.floats(new int[] {4}, i -> 0.5 * Math.floor(i / 2), named),
                "z", files.floats(new int[] {4}, i -> 1 + 0.25 * (i % 2), named),
                "x_axis", files.floats(new int[] {2}, i -> 0.5 * i, named),
                "z_axis", files.floats(new int[] {2}, i -> 1 + 0.25 * i, named)),
            Map.of("class", "uff.linear_scan", "name", NAME));
    Node beamformed =
        files.group(
            Map.of(
                "data",
                parts,
                "scan",
                scan,
                "author",
                files.text(NAME, named),
                "institution",
                files.text(NAME, named),
                "reference",
                files.text(NAME, named),
                "name",
                files.text("JaneDoe", named)),
            Map.of("class", "uff.beamformed_data", "name", NAME));
    return files.file(new byte[0], files.group(Map.of("QUIXOTE", beamformed), named));
  }

  /** One frame of a Verasonics save with a name beside it. */
  private static byte[] verasonics() {
    Matrix iq = Mat5.newComplex(2, 3, MatlabType.Double);
    for (int i = 0; i < iq.getNumElements(); i++) {
      iq.setDouble(i, 3 * i);
      iq.setImaginaryDouble(i, 4 * i);
    }
    return MatFiles.bytes(
        Mat5.newMatFile()
            .addArray("IQ", iq)
            .addArray("patient", Mat5.newString(NAME))
            .addArray("QUIXOTE", Mat5.newString(NAME)));
  }

  /** A slice of two pixels, with a name in every text of its header and in an extension. */
  private static byte[] nifti() {
    int extensionBytes = 32;
    int pixelsAt = 352 + extensionBytes;
    ByteBuffer file = ByteBuffer.allocate(pixelsAt + 2).order(ByteOrder.LITTLE_ENDIAN);
    short bytes = 2;
    short[] axes = {2, 2, 1};
    file.putInt(0, 348).putShort(70, bytes).putShort(72, (short) 8).putFloat(108, pixelsAt);
    for (int i = 0; i < axes.length; i++) {
      file.putShort(40 + 2 * i, axes[i]);
    }
    byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
    file.put(4, "JaneDoe".getBytes(StandardCharsets.US_ASCII));
    file.put(14, name).put(148, name).put(228, name).put(328, name);
    file.put(344, "n+1".getBytes(StandardCharsets.US_ASCII)).put(348, (byte) 1);
    file.putInt(352, extensionBytes).putInt(356, 6).put(360, name);
    file.put(pixelsAt, (byte) 7);
    return file.array();
  }

  /** The envelope of a capture whose files and parameters are named after its patient. */
  private static Map<String, byte[]> clarius() {
    ByteBuffer envelope = ByteBuffer.allocate(20 + 8 + 4).order(ByteOrder.LITTLE_ENDIAN);
    envelope.putInt(1).putInt(1).putInt(2).putInt(2).putInt(1);
    envelope.putLong(5).put(new byte[] {1, 2, 3, 4});
    String parameters = "transmit frequency: 5 MHz\npatient: " + NAME + "\nnotes: PID-7719\n";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("JaneDoe/QUIXOTE_env.raw", envelope.array());
    files.put("JaneDoe/QUIXOTE_env.yml", parameters.getBytes(StandardCharsets.US_ASCII));
    return files;
  }

  /** {@code image_path} holds a name already; the 116 bytes of header text get one, too. */
  private static byte[] mat() {
    byte[] mat = MatFiles.frame(20, 17);
    byte[] text = "MATLAB 5.0 MAT-file of QUIXOTE^DULCINEA".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text);
    out.write(mat, text.length, mat.length - text.length);
    return out.toByteArray();
  }
}
