/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Which requests meet which fault: none, all the same, or some by a seed. */
final class FaultPlan {
  /** What goes wrong with one request. */
  enum Fault {
    /** The storage says 429 and does nothing. */
    TOO_MANY_REQUESTS(2),
    /** The storage says 503 and does nothing. */
    UNAVAILABLE(2),
    /** The connection ends before the storage hears. */
    DROPPED(2),
    /** The storage does what was asked, and the connection ends before it can say so. */
    ANSWER_LOST(1),
    /** The connection ends in the middle of an object that is read. */
    ANSWER_CUT(10),
    /** The answer comes in drops. */
    SLOW(2);

    private final int percent;

    Fault(int percent) {
      this.percent = percent;
    }
  }

  private final Random random;
  private final Optional<Fault> always;
  private int spared;
  private final Map<Fault, Integer> met = new EnumMap<>(Fault.class);

  private FaultPlan(Random random, Optional<Fault> always) {
    this.random = random;
    this.always = always;
  }

  static FaultPlan none() {
    return new FaultPlan(null, Optional.empty());
  }

  /** So many requests meet none, and all that follow the same. */
  static FaultPlan after(int requests, Fault fault) {
    FaultPlan plan = new FaultPlan(null, Optional.of(fault));
    plan.spared = requests;
    return plan;
  }

  /** Every tenth request or so meets a fault, and every fifth that reads an object. */
  static FaultPlan seeded(long seed) {
    return new FaultPlan(new Random(seed), Optional.empty());
  }

  /** The fault of the next request. */
  synchronized Optional<Fault> next(RequestKind kind) {
    if (spared > 0) {
      spared--;
      return Optional.empty();
    }
    // The connector goes on with an object where it was cut; half of any other answer ends it.
    Optional<Fault> fault =
        (random == null ? always : drawn())
            .filter(drawn -> drawn != Fault.ANSWER_CUT || kind == RequestKind.READ);
    fault.ifPresent(drawn -> met.merge(drawn, 1, Integer::sum));
    return fault;
  }

  private Optional<Fault> drawn() {
    int left = random.nextInt(100);
    for (Fault fault : List.of(Fault.values())) {
      left -= fault.percent;
      if (left < 0) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** How many requests have met each fault. */
  synchronized Map<Fault, Integer> met() {
    return Map.copyOf(met);
  }
}
