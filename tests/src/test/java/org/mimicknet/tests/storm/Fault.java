/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link StormDisk} does, and when. A text of words, so that it travels in a setting.
 *
 * @param effect what happens
 * @param operation at which operations; null for all of them
 * @param moment before or after they are done; null for one or the other, as the seed says
 * @param role in which process
 * @param path a regular expression: operations on paths in which it is found
 * @param when {@code at N}: the Nth such operation of a process, once in all processes; {@code from
 *     N}: from there on; {@code rate P}: with that probability
 * @param number N or P
 * @param most so many times in a process
 */
record Fault(
    Effect effect,
    Operation operation,
    Moment moment,
    Role role,
    String path,
    When when,
    double number,
    int most) {
  private static final String ANY = "any";

  /** What is done with a file or folder. */
  enum Operation {
    OPEN,
    READ,
    CREATE,
    WRITE,
    CLOSE,
    RENAME,
    LIST,
    STATUS
  }

  enum Moment {
    BEFORE,
    AFTER
  }

  /** What happens. */
  enum Effect {
    /** The storage does not answer. */
    FAIL,
    /** It has done what was asked, its answer is lost, and its client finds the file there. */
    TRIED_AGAIN,
    /** The disk is full. */
    FULL,
    /** The process is killed. */
    KILL,
    /** The operation takes long. */
    SLOW,
    /** The folder of the model is taken away. */
    VANISH
  }

  enum Role {
    DRIVER,
    EXECUTOR,
    ANY
  }

  enum When {
    AT,
    FROM,
    RATE
  }

  static Fault at(
      int number, Effect effect, Operation operation, Moment moment, Role role, String path) {
    return new Fault(effect, operation, moment, role, path, When.AT, number, 1);
  }

  static Fault from(int number, Effect effect, Operation operation, String path) {
    return new Fault(
        effect, operation, Moment.BEFORE, Role.ANY, path, When.FROM, number, Integer.MAX_VALUE);
  }

  static Fault rate(double rate, int most, Effect effect, Operation operation, String path) {
    return new Fault(effect, operation, null, Role.ANY, path, When.RATE, rate, most);
  }

  static String text(List<Fault> faults) {
    return faults.stream().map(Fault::text).collect(Collectors.joining(";"));
  }

  static List<Fault> parsed(String text) {
    return Arrays.stream(text.split(";", -1))
        .filter(each -> !each.isEmpty())
        .map(Fault::parsedOne)
        .toList();
  }

  private String text() {
    return String.join(
        " ",
        effect.name(),
        operation == null ? ANY : operation.name(),
        moment == null ? ANY : moment.name(),
        role.name(),
        path,
        when.name(),
        String.valueOf(number),
        String.valueOf(most));
  }

  private static Fault parsedOne(String text) {
    String[] words = text.split(" ", -1);
    return new Fault(
        Effect.valueOf(words[0]),
        words[1].equals(ANY) ? null : Operation.valueOf(words[1]),
        words[2].equals(ANY) ? null : Moment.valueOf(words[2]),
        Role.valueOf(words[3]),
        words[4],
        When.valueOf(words[5]),
        Double.parseDouble(words[6]),
        Integer.parseInt(words[7]));
  }
}
