/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.StorageException;
import org.mimicknet.archive.StorageWatch;

class MemberTimeTest {
  private long now;
  private final StorageWatch storage = new StorageWatch(() -> now);
  private final MemberTime time = new MemberTime(Duration.ofSeconds(10), () -> now);

  @Test
  void aSlowDecoderIsToBlameHoweverLongTheStorageTook() {
    MemberTime.Step step = time.begin(storage);
    wait(9);
    decode(9);
    assertThat(step.left()).isEqualTo(Duration.ofSeconds(1));
    assertThat(step.isForDecoder()).isTrue();

    decode(1);

    assertThat(step.left()).isZero();
    assertThat(step.blame()).isEmpty();
  }

  @Test
  void storageThatDoesNotAnswerIsToBlameHoweverLongTheDecoderTook() {
    MemberTime.Step step = time.begin(storage);
    decode(9);
    storage.begin();
    pass(9);
    assertThat(step.left()).isEqualTo(Duration.ofSeconds(1));
    assertThat(step.isForDecoder()).isFalse();

    pass(2);

    assertThat(step.left()).isEqualTo(Duration.ofSeconds(-1));
    assertThat(step.blame())
        .map(StorageException::getMessage)
        .contains(
            "The storage did not answer for 10 s: look at it, or raise the limit member-time");
  }

  @Test
  void storageThatAnswersIsNotToBlameHoweverLongItTakesInAll() {
    MemberTime.Step step = time.begin(storage);
    for (int i = 0; i < 100; i++) {
      wait(9);
    }
    storage.begin();
    pass(9);

    assertThat(step.left()).isEqualTo(Duration.ofSeconds(1));
    assertThat(step.blame()).isEmpty();
  }

  @Test
  void theStepsOfAMemberShareItsTimeAndWhatLiesBetweenThemIsFree() {
    wait(100);
    for (int i = 0; i < 4; i++) {
      MemberTime.Step step = time.begin(storage);
      wait(1);
      decode(2);
      step.end();
      pass(1000);
    }

    MemberTime.Step last = time.begin(storage);

    assertThat(last.left()).isEqualTo(Duration.ofSeconds(2));
    decode(3);
    assertThat(last.left()).isEqualTo(Duration.ofSeconds(-1));
    assertThat(last.blame()).isEmpty();
  }

  private void decode(int seconds) {
    pass(seconds);
  }

  private void wait(int seconds) {
    storage.begin();
    pass(seconds);
    storage.end();
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
