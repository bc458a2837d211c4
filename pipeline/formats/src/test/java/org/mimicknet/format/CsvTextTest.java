/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  private static final String TEXT =
      "filename,site\r\nM\u00FCller \u20AC.mat,K\u00F6ln\r\n".repeat(900);

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void everyEncodingGivesItsText(String charset) throws IOException {
    byte[] bytes = TEXT.getBytes(Charset.forName(charset));

    assertThat(read(bytes)).isEqualTo(TEXT);
    assertThat(CsvText.of(bytes)).isEqualTo(TEXT);
    if (charset.startsWith("UTF")) {
      assertThat(read(("\uFEFF" + TEXT).getBytes(Charset.forName(charset)))).isEqualTo(TEXT);
    }
  }

  @Test
  void aStrayByteAmongUtf8IsOneLetterOfWindows() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("K\u00F6ln,".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xF6);
    bytes.writeBytes(",M\u00FCller".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xC3);

    assertThat(read(bytes.toByteArray())).isEqualTo("K\u00F6ln,\u00F6,M\u00FCller\u00C3");
  }

  @Test
  void whatWindowsDoesNotDefineIsAControlCharacter() throws IOException {
    assertThat(read(new byte[] {'a', (byte) 0xE4, (byte) 0x81, 'b'})).isEqualTo("a\u00E4\u0081b");
  }

  @Test
  void aHalfLetterAtTheEndIsLost() throws IOException {
    byte[] bytes = "ab\n".getBytes(StandardCharsets.UTF_16LE);

    CsvText text = new CsvText(new ByteArrayInputStream(bytes, 0, 5));

    assertThat(read(text)).isEqualTo("ab\uFFFD");
    assertThat(text.endsWithLine()).isFalse();
  }

  @Test
  void nothingIsAnEmptyText() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(new CsvText(InputStream.nullInputStream()).endsWithLine()).isTrue();
  }

  private static String read(byte[] bytes) throws IOException {
    String atOnce = read(new CsvText(new ByteArrayInputStream(bytes)));
    assertThat(read(new CsvText(new ByteByByte(bytes)))).isEqualTo(atOnce);
    return atOnce;
  }

  private static String read(CsvText text) throws IOException {
    StringWriter out = new StringWriter();
    text.transferTo(out);
    return out.toString();
  }

  /** Gives one byte at a time, as slow storage may. */
  private static final class ByteByByte extends FilterInputStream {
    ByteByByte(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return super.read(buffer, offset, Math.min(1, length));
    }
  }
}
