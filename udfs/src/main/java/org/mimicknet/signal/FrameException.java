/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Locale;
import org.mimicknet.UserException;

/**
 * A frame that cannot be processed, for a reason that lies in its pixels or size. The run goes on;
 * the frame's row carries {@link Reason#code()} as its status and the message as its detail.
 */
public final class FrameException extends UserException {
  /** Why: the closed set of codes. */
  public enum Reason {
    /** All pixels have one value: there is no range to normalise. */
    CONSTANT_IMAGE,
    /** A pixel, or its logarithm, is NaN or infinite. */
    NON_FINITE,
    /** The image is too small to be padded by reflection, or for one SSIM window. */
    TOO_SMALL,
    /** Two images that belong together have different sizes. */
    SIZE_MISMATCH,
    /** The frame needs more memory than a task has. */
    LIMIT_EXCEEDED;

    /** The code as the tables hold it, for example {@code constant_image}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  public FrameException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
