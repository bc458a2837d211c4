/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The characters of a CSV in whatever encoding spreadsheets save it, without a byte order mark:
 * UTF-16 by its mark or its zero bytes, else UTF-8, else Windows-1252. Which of the last two shows
 * with the first byte that is not of UTF-8: what comes before it reads alike in both. A stray byte
 * among letters of UTF-8 is read as Windows-1252 on its own. Holds a few kilobytes.
 */
final class CsvText extends Reader {
  private static final int BUFFER = 8192;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int LAST_OF_ASCII = 0x7F;
  private static final String LOST = "\uFFFD";

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
  private CharsetDecoder decoder;
  private Charset charset;
  private boolean hasLettersOfUtf8;
  private boolean isAtEnd;
  private char last = '\n';

  CsvText(InputStream in) {
    this.in = in;
  }

  /** The text of the first bytes of a file. */
  static String of(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head);
    Charset charset = startOf(bytes);
    boolean isUtf8 = charset.equals(StandardCharsets.UTF_8);
    CharBuffer chars = CharBuffer.allocate(head.length + 1);
    CoderResult result = decoder(charset).decode(bytes, chars, false);
    return isUtf8 && result.isError() ? new String(head, WINDOWS_1252) : chars.flip().toString();
  }

  /** Whether the last character that was given ends a line; so does no character at all. */
  boolean endsWithLine() {
    return last == '\n' || last == '\r';
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining() && !isAtEnd) {
      decode();
    }
    if (!chars.hasRemaining()) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    last = count > 0 ? target[offset + count - 1] : last;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void decode() throws IOException {
    isAtEnd = !fill();
    if (decoder == null) {
      charset = startOf(bytes);
      decoder = decoder(charset);
    }
    chars.clear();
    int from = bytes.position();
    CoderResult result = decoder.decode(bytes, chars, isAtEnd);
    hasLettersOfUtf8 |= hasLetters(from, bytes.position());
    if (result.isError()) {
      takeStray(result.length());
    }
    chars.flip();
    isAtEnd &= !bytes.hasRemaining();
  }

  /** Takes what the encoding does not allow. */
  private void takeStray(int length) {
    if (charset.equals(StandardCharsets.UTF_8) && !hasLettersOfUtf8) {
      charset = WINDOWS_1252;
      decoder = decoder(charset);
    } else if (charset.equals(StandardCharsets.UTF_8)) {
      byte[] one = {bytes.get()};
      String text = new String(one, WINDOWS_1252);
      chars.put(text.equals(LOST) ? (char) (one[0] & 0xFF) : text.charAt(0));
    } else if (charset.equals(WINDOWS_1252)) {
      chars.put((char) (bytes.get() & 0xFF));
    } else {
      bytes.position(bytes.position() + length);
      chars.put(LOST);
    }
  }

  private boolean hasLetters(int from, int to) {
    if (hasLettersOfUtf8 || !charset.equals(StandardCharsets.UTF_8)) {
      return hasLettersOfUtf8;
    }
    for (int i = from; i < to; i++) {
      if ((bytes.get(i) & 0xFF) > LAST_OF_ASCII) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be further bytes: only at the end there are none. */
  private boolean fill() throws IOException {
    bytes.compact();
    boolean isFirst = decoder == null;
    int read;
    do {
      read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      bytes.position(bytes.position() + Math.max(read, 0));
    } while (read >= 0 && (isFirst ? bytes.position() < 4 : bytes.position() == 0));
    bytes.flip();
    return read >= 0;
  }

  /** The encoding that the first bytes show, and the bytes behind the mark of it. */
  private static Charset startOf(ByteBuffer bytes) {
    int at = bytes.position();
    int[] first = new int[4];
    Arrays.setAll(first, i -> i < bytes.remaining() ? bytes.get(at + i) & 0xFF : -1);
    if (first[0] == 0xEF && first[1] == 0xBB && first[2] == 0xBF) {
      bytes.position(at + 3);
      return StandardCharsets.UTF_8;
    }
    if (first[0] == 0xFF && first[1] == 0xFE) {
      bytes.position(at + 2);
      return StandardCharsets.UTF_16LE;
    }
    if (first[0] == 0xFE && first[1] == 0xFF) {
      bytes.position(at + 2);
      return StandardCharsets.UTF_16BE;
    }
    if (first[0] > 0 && first[1] == 0 && first[2] > 0 && first[3] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return first[0] == 0 && first[1] > 0 && first[2] == 0 && first[3] > 0
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  private static CharsetDecoder decoder(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
