/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Arrays;
import org.mimicknet.UserException;

/** Where the user wants the network to run. */
public enum DeviceChoice {
  /** The GPU if the runtime can use one, else the CPU. */
  AUTO,
  CPU,
  GPU;

  /**
   * The choice of that name, in any case.
   *
   * @throws UserException if there is none
   */
  public static DeviceChoice of(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot run on the device '%s': it is auto, cpu or gpu".formatted(name)));
  }
}
