/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.signal.PaddingRule;

/** A rule of padding by its name. */
final class Padding extends Parsed<PaddingRule> {
  @Override
  PaddingRule parse(String text) {
    return PaddingRule.of(text);
  }
}
