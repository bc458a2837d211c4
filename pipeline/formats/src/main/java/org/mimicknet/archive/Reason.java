/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.Locale;

/**
 * Why a member of an archive gave no pixels: the closed set of codes in the column {@code status}
 * of the table {@code frames}. docs/OPERATIONS.md says what to do about each.
 */
public enum Reason {
  /** No reader knows the format. */
  UNSUPPORTED_FORMAT,
  /** The pixels are in an encoding that no decoder here reads. */
  UNSUPPORTED_TRANSFER_SYNTAX,
  /** The format holds personal identifiers, and there is no key to make pseudonyms of them. */
  PRIVACY_KEY_MISSING,
  /** The pixels are a whole screen, in which names may be burned in. */
  BURNED_IN_TEXT_RISK,
  /** The member is of a known format and its bytes contradict it. */
  MALFORMED,
  /** The bytes end before the member or the archive does. */
  TRUNCATED,
  /** The member is encrypted. */
  ENCRYPTED,
  /** A size, count, ratio or depth is over its limit. */
  LIMIT_EXCEEDED,
  /** Reading or decoding took longer than one member may. */
  TIME_LIMIT,
  /** The file is of a known format but lacks what a frame needs. */
  MISSING_DATA,
  /** Pixels hold NaN or infinite values. */
  NON_FINITE,
  /** IQ and clinical image have different sizes. */
  SIZE_MISMATCH,
  /** A row of published metrics or metadata whose key or values cannot be read. */
  UNREADABLE_ROW,
  /** The file may not be read, or has vanished since the input was listed. */
  UNREADABLE;

  /** The code as the tables hold it, for example {@code unsupported_format}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
