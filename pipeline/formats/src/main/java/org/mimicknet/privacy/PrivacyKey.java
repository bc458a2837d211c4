/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mimicknet.UserException;

/**
 * The secret of a deployment: the bytes of a file, without white space at its end. It shows itself
 * nowhere.
 */
public final class PrivacyKey implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_BYTES = 32;
  private static final int MAX_BYTES = 1 << 16;

  /** Bytes of a file to read; one with more is no key. */
  public static final int MOST_READ = MAX_BYTES + 1;

  private static final double MIN_ENTROPY_BITS = 120;

  private final byte[] secret;

  private PrivacyKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Reads a key.
   *
   * @throws UserException if the file is not there, or too short or too regular for a secret
   */
  public static PrivacyKey read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "Cannot read the privacy key %s: there is no such file".formatted(file));
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MOST_READ);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the privacy key %s: %s".formatted(file, e.getClass().getSimpleName()), e);
    }
    return of(file.toString(), content);
  }

  /**
   * A key of these bytes.
   *
   * @param name of what holds them, for messages
   * @param content at least the first {@link #MOST_READ} bytes of it
   * @throws UserException if they are too few or too regular for a secret
   */
  public static PrivacyKey of(String name, byte[] content) {
    int length = content.length;
    while (length > 0 && Character.isWhitespace(content[length - 1])) {
      length--;
    }
    byte[] secret = Arrays.copyOf(content, length);
    if (length < MIN_BYTES || length > MAX_BYTES) {
      throw new UserException(
          "Cannot use the privacy key %s: it has %s bytes, but must have %s to %s. Make one by:"
                  .formatted(name, length > MAX_BYTES ? "more" : length, MIN_BYTES, MAX_BYTES)
              + " openssl rand -hex 32 > FILE");
    }
    if (entropyBits(secret) < MIN_ENTROPY_BITS) {
      throw new UserException(
          "Cannot use the privacy key %s: its bytes repeat too much to be a secret. Make one by:"
                  .formatted(name)
              + " openssl rand -hex 32 > FILE");
    }
    return new PrivacyKey(secret);
  }

  /** HMAC-SHA-256 of a text in UTF-8: 32 bytes. */
  byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** Entropy by the frequencies of its bytes: an upper bound of what the key holds. */
  private static double entropyBits(byte[] bytes) {
    int[] counts = new int[256];
    for (byte value : bytes) {
      counts[value & 0xFF]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        bits -= count * Math.log((double) count / bytes.length) / Math.log(2);
      }
    }
    return bits;
  }

  @Override
  public String toString() {
    return "PrivacyKey[hidden]";
  }
}
