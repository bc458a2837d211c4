/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A TensorBoard event file: TFRecords of the protocol buffer {@code Event}. A record is the length
 * of its data (8 bytes, little-endian), the masked CRC-32C of these bytes, the data, and the masked
 * CRC-32C of the data. One file is written per epoch; TensorBoard reads all files of a folder.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";
  private static final int CRC_MASK = 0xa282ead8;
  private static final int GREY = 1;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final double time;

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  EventFile(Instant time) {
    this.time = time.toEpochMilli() / 1000.0;
    record(
        message(
            event -> {
              event.writeDouble(1, this.time);
              event.writeString(3, VERSION);
            }));
  }

  /** The name of the file of an epoch. */
  static String name(Epoch epoch) {
    return String.format(
        Locale.ROOT,
        "events.out.tfevents.%010d.epoch%05d",
        epoch.finishedAt().getEpochSecond(),
        epoch.number());
  }

  /** A number at a step. */
  EventFile scalar(String tag, int step, double value) {
    return summary(step, tag, field -> field.writeFloat(2, (float) value));
  }

  /** A grey picture at a step. */
  EventFile picture(String tag, int step, SamplePicture picture) {
    byte[] image =
        message(
            field -> {
              field.writeInt32(1, picture.height());
              field.writeInt32(2, picture.width());
              field.writeInt32(3, GREY);
              field.writeByteArray(4, picture.png());
            });
    return summary(step, tag, field -> field.writeByteArray(4, image));
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  private EventFile summary(int step, String tag, Fields content) {
    byte[] value =
        message(
            field -> {
              field.writeString(1, tag);
              content.write(field);
            });
    byte[] summary = message(field -> field.writeByteArray(1, value));
    record(
        message(
            event -> {
              event.writeDouble(1, time);
              event.writeInt64(2, step);
              event.writeByteArray(5, summary);
            }));
    return this;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void record(byte[] data) {
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    file.writeBytes(length);
    file.writeBytes(masked(length));
    file.writeBytes(data);
    file.writeBytes(masked(data));
  }

  private static byte[] masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int value = (int) crc.getValue();
    int masked = (value >>> 15 | value << 17) + CRC_MASK;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }
}
