/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.Map;
import org.mimicknet.archive.ArchiveLimits;

/**
 * What the user decides about reading.
 *
 * @param limits what one source may cost
 * @param options settings of single formats by their names, for example {@code
 *     verasonics.iq=IQData}; each reader documents its own
 */
public record ReadSettings(ArchiveLimits limits, Map<String, String> options)
    implements Serializable {
  public static final ReadSettings DEFAULT = new ReadSettings(ArchiveLimits.DEFAULT, Map.of());

  public ReadSettings {
    options = Map.copyOf(options);
  }

  public ReadSettings withLimits(ArchiveLimits other) {
    return new ReadSettings(other, options);
  }

  public ReadSettings withOptions(Map<String, String> others) {
    return new ReadSettings(limits, others);
  }
}
