/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.mimicknet.Internal;

/**
 * Splits by study, never by frame: a study's role follows from its name and the seed alone, so it
 * keeps its role when an archive grows. About 70 % of the studies train, 10 % validate, 20 % test;
 * the published split was 1000, 100 and 400 studies.
 *
 * @param seed another seed is another split
 */
@Internal
public record Split(long seed) {
  private static final int PARTS = 100;
  private static final int VALIDATION_FROM = 70;
  private static final int TEST_FROM = 80;

  /** What the study is used for. */
  public Role role(String site, String studyId) {
    long part = hash("role", site, studyId) % PARTS;
    if (part < VALIDATION_FROM) {
      return Role.TRAIN;
    }
    return part < TEST_FROM ? Role.VALIDATION : Role.TEST;
  }

  /**
   * Which images of a training study an unpaired training sees: every second study gives only its
   * DAS images, the others only their clinical images.
   */
  public boolean givesDas(String site, String studyId) {
    return hash("side", site, studyId) % 2 == 0;
  }

  /** A number from 0 that places a frame in a random but fixed order. */
  public long order(String frameId) {
    return hash("order", frameId, null);
  }

  private long hash(String purpose, String first, String second) {
    CRC32C crc = new CRC32C();
    String text = seed + "\n" + purpose + "\n" + first + "\n" + (second == null ? "" : second);
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return mixed(crc.getValue());
  }

  /** A CRC is linear; SplitMix64's finaliser is not. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return (z ^ (z >>> 31)) >>> 1;
  }
}
