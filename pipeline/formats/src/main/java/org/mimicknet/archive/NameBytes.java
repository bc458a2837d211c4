/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Names in archives that do not say their encoding: UTF-8 where the bytes are that, as no text in
 * another encoding is by chance; else the encoding of the programs that write such archives.
 */
final class NameBytes {
  /** What the zip standard names; every byte is a character. */
  private static final Charset DOS = Charset.forName("IBM437");

  /** Latin-1 with the characters that Windows added. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private NameBytes() {}

  /** A name of a zip. */
  static String zip(byte[] name) {
    return isUtf8(name) ? utf8(name) : new String(name, DOS);
  }

  /** A name of a tar. */
  static String tar(byte[] name) {
    if (isUtf8(name)) {
      return utf8(name);
    }
    String windows = new String(name, WINDOWS);
    return windows.indexOf('\uFFFD') < 0 ? windows : new String(name, DOS);
  }

  private static String utf8(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  private static boolean isUtf8(byte[] name) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
