/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.model.ModelCard;

/** The name of a model, which stands in its id. */
final class ModelName extends Parsed<String> {
  @Override
  String parse(String text) {
    return ModelCard.checkedName(text);
  }
}
