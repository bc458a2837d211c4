/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LookAheadTest {
  /** Counts down to 1, and how often it was asked. */
  private static final class Countdown extends LookAhead<Integer> {
    private int left;
    private int asked;

    Countdown(int from) {
      this.left = from;
    }

    @Override
    protected Integer advance() {
      asked++;
      return left == 0 ? null : left--;
    }
  }

  @Test
  void elementsComeInOrderUntilTheFirstNull() {
    assertThat(new Countdown(3)).toIterable().containsExactly(3, 2, 1);
    assertThat(new Countdown(0)).isExhausted();
  }

  @Test
  void askingAgainMakesNoFurtherElement() {
    Countdown countdown = new Countdown(2);

    assertThat(countdown.hasNext()).isTrue();
    assertThat(countdown.hasNext()).isTrue();
    assertThat(countdown.next()).isEqualTo(2);
    assertThat(countdown.asked).isEqualTo(1);
  }

  @Test
  void afterTheEndItIsNotAskedAgain() {
    Countdown countdown = new Countdown(0);

    assertThat(countdown.hasNext()).isFalse();
    assertThatThrownBy(countdown::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Cannot give a further element: all were given");
    assertThat(countdown.asked).isEqualTo(1);
  }

  @Test
  void afterAFailureItIsNotAskedAgainAndFailsInTheSameWay() {
    LookAhead<Integer> failing =
        new LookAhead<>() {
          private int asked;

          @Override
          protected Integer advance() {
            throw new IllegalStateException("Failed after being asked " + ++asked + " times");
          }
        };

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(failing::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Failed after being asked 1 times");
    }
  }
}
