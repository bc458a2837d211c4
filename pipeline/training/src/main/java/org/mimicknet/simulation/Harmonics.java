/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import org.mimicknet.Internal;

/** Which part of the echo makes the image. */
@Internal
public enum Harmonics {
  /** Transmit and receive at the same frequency. */
  FUNDAMENTAL,
  /** Transmit at half the receive frequency: a narrower beam, less clutter, a weaker echo. */
  HARMONIC
}
