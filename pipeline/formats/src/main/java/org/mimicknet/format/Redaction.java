/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a scanner's image is not stored, since names may be burned in there, and what still looks
 * like text in the rest. It is one for all frames of a loop.
 */
public final class Redaction {
  /** The whole image is stored: it is no screen, or the user trusts its pixels. */
  public static final Redaction NONE = new Redaction(Kind.NONE, null, 0, null);

  private final Kind kind;
  private final String rule;
  private final double fraction;
  private final Integer textEdges;

  private Redaction(Kind kind, String rule, double fraction, Integer textEdges) {
    this.kind = kind;
    this.rule = rule;
    this.fraction = fraction;
    this.textEdges = textEdges;
  }

  /** What was done. */
  public enum Kind {
    NONE("none"),
    /** Only the scanner's own image regions are stored. */
    REGION("region"),
    /** The rows at the top, which are known to hold names, are cut off. */
    TOP_STRIP("top_strip");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** As tables show it. */
    public String code() {
      return code;
    }
  }

  /**
   * A part of the image that is not stored.
   *
   * @param rule by which rule
   * @param fraction share of the image's pixels that is not stored, 0 to 1
   */
  public static Redaction of(Kind kind, String rule, double fraction) {
    return new Redaction(kind, rule, fraction, null);
  }

  /** This, with the count of text-like edges in what is stored. */
  public Redaction withTextEdges(int edges) {
    return new Redaction(kind, rule, fraction, edges);
  }

  /** What was done. */
  public Kind kind() {
    return kind;
  }

  /** By which rule; empty where nothing was done. */
  public Optional<String> rule() {
    return Optional.ofNullable(rule);
  }

  /** Share of the image's pixels that is not stored, 0 to 1. */
  public double fraction() {
    return fraction;
  }

  /** Text-like edges in what is stored; empty where nobody looked. */
  public OptionalInt textEdges() {
    return textEdges == null ? OptionalInt.empty() : OptionalInt.of(textEdges);
  }
}
