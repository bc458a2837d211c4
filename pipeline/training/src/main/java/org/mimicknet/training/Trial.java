/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mimicknet.UserException;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.Sha256;
import org.mimicknet.training.fit.Settings;

/**
 * One training to do. It is the same one wherever it is met again: its id follows from its
 * settings, its frames and the model that it starts from.
 *
 * @param settings all hyper-parameters
 * @param frames what it is trained on
 * @param initialOrNull the model to start from; null to start from random weights
 */
record Trial(LinkedHashMap<String, String> settings, FrameSet frames, ModelBundle initialOrNull)
    implements Serializable {
  private static final int ID_DIGITS = 16;

  /**
   * @throws UserException if the model to start from has another architecture
   */
  static Trial of(Settings settings, FrameSet frames, ModelBundle initialOrNull) {
    if (initialOrNull != null) {
      settings.check(initialOrNull.network());
    }
    return new Trial(new LinkedHashMap<>(settings.toMap()), frames, initialOrNull);
  }

  Settings allSettings() {
    return Settings.fromMap(settings);
  }

  Optional<ModelBundle> initial() {
    return Optional.ofNullable(initialOrNull);
  }

  /** 16 hexadecimal digits. */
  String id() {
    Map<String, String> key = new TreeMap<>(settings);
    key.put("frames", frames.id());
    key.put("initial", initial().map(ModelBundle::sha256).orElse(""));
    return Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }
}
