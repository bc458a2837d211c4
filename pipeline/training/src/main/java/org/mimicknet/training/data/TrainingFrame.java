/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/**
 * A frame as the table {@code frames} has it.
 *
 * @param frameId SHA-256 of its content
 * @param site of the study
 * @param studyId NULL where the study is not known: such frames of a site count as one study
 * @param dasOrNull magnitude of the IQ data; null for a frame that has a clinical image only
 * @param clinicalOrNull the scanner's image; null for a frame that has IQ data only
 */
@Internal
public record TrainingFrame(
    String frameId, String site, String studyId, Image dasOrNull, Image clinicalOrNull) {
  /** Magnitude of the IQ before any log, if there is one. */
  public Optional<Image> das() {
    return Optional.ofNullable(dasOrNull);
  }

  /** The image of the scanner, if there is one. */
  public Optional<Image> clinical() {
    return Optional.ofNullable(clinicalOrNull);
  }

  /** All of it, to be read by {@link #fromBytes}. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(frameId);
      out.writeUTF(site);
      out.writeBoolean(studyId != null);
      out.writeUTF(studyId == null ? "" : studyId);
      write(dasOrNull, out);
      write(clinicalOrNull, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The frame that {@link #toBytes} wrote. */
  public static TrainingFrame fromBytes(byte[] bytes, int length) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      String frameId = in.readUTF();
      String site = in.readUTF();
      boolean known = in.readBoolean();
      String studyId = in.readUTF();
      return new TrainingFrame(frameId, site, known ? studyId : null, read(in), read(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a training frame", e);
    }
  }

  private static void write(Image image, DataOutputStream out) throws IOException {
    out.writeInt(image == null ? 0 : image.height());
    if (image != null) {
      out.writeInt(image.width());
      out.write(image.toBytes());
    }
  }

  private static Image read(DataInputStream in) throws IOException {
    int height = in.readInt();
    if (height == 0) {
      return null;
    }
    int width = in.readInt();
    return Image.fromBytes(in.readNBytes(4 * height * width), height, width);
  }
}
