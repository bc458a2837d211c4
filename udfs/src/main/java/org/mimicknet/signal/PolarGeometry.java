/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.DataException;
import org.mimicknet.Internal;

/**
 * Where the lines of a sector image lie.
 *
 * @param initialRadius of the first axial sample [samples]
 * @param finalRadius behind the last axial sample [samples]
 * @param initialAngle of the first line [rad]
 * @param finalAngle of the last line [rad]
 */
@Internal
public record PolarGeometry(
    double initialRadius, double finalRadius, double initialAngle, double finalAngle) {
  public PolarGeometry {
    if (!(initialRadius >= 0) || !(finalRadius > initialRadius) || Double.isInfinite(finalRadius)) {
      throw new DataException(
          "Cannot use radii from %s to %s samples: they must be finite, ascending and not negative"
              .formatted(initialRadius, finalRadius));
    }
    double sector = finalAngle - initialAngle;
    if (!(sector > 0) || !(sector <= 2 * Math.PI)) {
      throw new DataException(
          "Cannot use angles from %s to %s rad: they must be finite, ascending and within one turn"
              .formatted(initialAngle, finalAngle));
    }
  }
}
