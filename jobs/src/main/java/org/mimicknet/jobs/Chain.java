/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.simulation.ClinicalChain;

/** A simulated scanner's image processing by its name. */
final class Chain extends Parsed<ClinicalChain> {
  @Override
  ClinicalChain parse(String text) {
    return ClinicalChain.of(text);
  }
}
