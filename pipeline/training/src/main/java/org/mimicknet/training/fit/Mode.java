/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.util.Arrays;
import java.util.Locale;
import org.mimicknet.UserException;
import org.mimicknet.training.data.Pairing;

/** How the network is trained (docs/SCIENCE.md section 6). */
public enum Mode {
  /** One U-Net on pairs of images. */
  GRAY_BOX(Pairing.PAIRED),
  /** A CycleGAN on DAS images of some studies and clinical images of others. */
  BLACK_BOX(Pairing.UNPAIRED);

  private final Pairing pairing;

  Mode(Pairing pairing) {
    this.pairing = pairing;
  }

  /** Whether it sees pairs. */
  public Pairing pairing() {
    return pairing;
  }

  /** As the user writes it, for example {@code gray-box}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The mode of that code.
   *
   * @throws UserException if there is none
   */
  public static Mode of(String code) {
    return Arrays.stream(values())
        .filter(mode -> mode.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot train in the mode '%s': it is gray-box or black-box".formatted(code)));
  }
}
