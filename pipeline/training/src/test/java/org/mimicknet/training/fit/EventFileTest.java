/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;

class EventFileTest {
  private static final Instant TIME = Instant.ofEpochMilli(1_500);

  @Test
  void theFileStartsAsTensorBoardExpects() {
    byte[] file = new EventFile(TIME).bytes();

    // TensorBoard's own RecordWriter on Event(wall_time=1.5, file_version="brain.Event:2")
    assertThat(HexFormat.of().formatHex(file))
        .isEqualTo(
            "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c");
  }

  @Test
  void numbersAndPicturesAreReadBack() throws IOException {
    Image image = new Image(new float[] {0, 1, 0.5f, 0.25f}, 2, 2);
    byte[] file =
        new EventFile(TIME)
            .scalar("validation/ssim", 7, 0.9375)
            .picture("sample", 7, new SamplePicture(image, image, image))
            .bytes();

    List<byte[]> records = records(file);
    assertThat(records).hasSize(3);
    CodedInputStream scalar = value(records.get(1), 7);
    assertThat(scalar.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
    assertThat(scalar.readString()).isEqualTo("validation/ssim");
    assertThat(scalar.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_FIXED32));
    assertThat(scalar.readFloat()).isEqualTo(0.9375f);

    CodedInputStream picture = value(records.get(2), 7);
    picture.readTag();
    assertThat(picture.readString()).isEqualTo("sample");
    assertThat(picture.readTag()).isEqualTo(tag(4, WireFormat.WIRETYPE_LENGTH_DELIMITED));
    CodedInputStream content = CodedInputStream.newInstance(picture.readByteArray());
    content.readTag();
    assertThat(content.readInt32()).isEqualTo(2);
    content.readTag();
    assertThat(content.readInt32()).isEqualTo(4 * 2 + 3 * 4);
    content.readTag();
    assertThat(content.readInt32()).isEqualTo(1);
    content.readTag();
    assertThat(content.readByteArray()).startsWith(0x89, 'P', 'N', 'G');
  }

  private static CodedInputStream value(byte[] event, int step) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(event);
    assertThat(in.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_FIXED64));
    assertThat(in.readDouble()).isEqualTo(1.5);
    assertThat(in.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_VARINT));
    assertThat(in.readInt64()).isEqualTo(step);
    assertThat(in.readTag()).isEqualTo(tag(5, WireFormat.WIRETYPE_LENGTH_DELIMITED));
    CodedInputStream summary = CodedInputStream.newInstance(in.readByteArray());
    assertThat(summary.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
    return CodedInputStream.newInstance(summary.readByteArray());
  }

  private static int tag(int field, int type) {
    return field << 3 | type;
  }

  private static List<byte[]> records(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      records.add(data);
    }
    return records;
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
