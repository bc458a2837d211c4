/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keyed pseudonyms (HMAC-SHA-256 of {@code kind:value}): the same key gives the same one for the
 * same value, so that joins survive; without the key nobody finds the value, not even by trying
 * names.
 */
final class Pseudonyms implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)+");
  private static final int ID_BYTES = 16;
  private static final int PATH_BYTES = 12;
  private static final long MOST_SHIFT_SECONDS = Duration.ofDays(3650).toSeconds();
  private static final long LEAST_SHIFT_SECONDS = Duration.ofDays(1).toSeconds();

  private final PrivacyKey key;

  Pseudonyms(PrivacyKey key) {
    this.key = key;
  }

  /** What a value names. */
  enum Kind {
    PATIENT,
    STUDY,
    SERIES,
    INSTANCE;

    private String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A UID under {@code 2.25.} (PS3.5 section B.2) for a UID, 32 hexadecimal digits for a text. */
  String id(Kind kind, String value) {
    String text = value.strip();
    byte[] bytes = Arrays.copyOf(key.hmac(kind.code() + ":" + text), ID_BYTES);
    if (!UID.matcher(text).matches()) {
      return HexFormat.of().formatHex(bytes);
    }
    // Version 8 of RFC 9562: a UUID of bits that its maker chose.
    bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x80);
    bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
    return "2.25." + new BigInteger(1, bytes);
  }

  /** 24 hexadecimal digits for one part of a path. */
  String pathPart(String part) {
    return HexFormat.of().formatHex(key.hmac("path:" + part), 0, PATH_BYTES);
  }

  /**
   * A time, moved back by up to ten years: as far for all times of a patient, so that intervals
   * between them stay.
   */
  LocalDateTime shifted(LocalDateTime time, String patientId) {
    long random = ByteBuffer.wrap(key.hmac("date:" + patientId.strip())).getLong() >>> 1;
    return time.minusSeconds(
        LEAST_SHIFT_SECONDS + random % (MOST_SHIFT_SECONDS - LEAST_SHIFT_SECONDS));
  }
}
