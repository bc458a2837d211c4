/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test, or a class of tests, that nothing in this tree can stand in for: it is skipped as a whole
 * where {@link SharedData} is absent, and its report names what it needs.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSharedData.Condition.class)
public @interface NeedsSharedData {
  /** What of it, for a reader: "the published weights". */
  String value();

  /** Skips where the data is absent. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (SharedData.isPresent()) {
        return ConditionEvaluationResult.enabled("The reference data is there");
      }
      return ConditionEvaluationResult.disabled(
          context
              .getElement()
              .map(element -> element.getAnnotation(NeedsSharedData.class))
              .map(needs -> "%s (%s)".formatted(SharedData.absence(), needs.value()))
              .orElseGet(SharedData::absence));
    }
  }
}
