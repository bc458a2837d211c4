/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a file was taken, as it says in the formats DT, DA and TM (PS3.5 section 6.2): in UTC where
 * the time or the data set states an offset, else as it stands.
 */
final class Acquisition {
  private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d\\d)\\.?(\\d\\d)");
  private static final Pattern TIME =
      Pattern.compile("(\\d\\d):?(\\d\\d):?(\\d\\d)(?:\\.(\\d{1,6}))?([+-]\\d{4})?");
  private static final Pattern OFFSET = Pattern.compile("[+-](?:0\\d|1[0-7])[0-5]\\d");
  private static final int DATE_DIGITS = 8;
  private static final int MICROSECOND_DIGITS = 6;

  private Acquisition() {}

  /** The time of acquisition, else that of the content; empty for half a time or none. */
  static Optional<LocalDateTime> time(DataSet dataSet) {
    return dataSet
        .text(Tag.ACQUISITION_DATETIME)
        .filter(text -> text.length() > DATE_DIGITS)
        .flatMap(text -> time(dataSet, text.substring(0, DATE_DIGITS), text.substring(DATE_DIGITS)))
        .or(() -> time(dataSet, Tag.ACQUISITION_DATE, Tag.ACQUISITION_TIME))
        .or(() -> time(dataSet, Tag.CONTENT_DATE, Tag.CONTENT_TIME));
  }

  private static Optional<LocalDateTime> time(DataSet dataSet, Tag date, Tag time) {
    return dataSet
        .text(date)
        .flatMap(day -> dataSet.text(time).flatMap(hour -> time(dataSet, day, hour)));
  }

  private static Optional<LocalDateTime> time(DataSet dataSet, String date, String time) {
    Matcher day = DATE.matcher(date);
    Matcher hour = TIME.matcher(time);
    if (!day.matches() || !hour.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  LocalDate.of(number(day, 1), number(day, 2), number(day, 3)),
                  LocalTime.of(number(hour, 1), number(hour, 2), number(hour, 3), nanos(hour)))
              .minusSeconds(
                  Optional.ofNullable(hour.group(5))
                      .map(ZoneOffset::of)
                      .or(() -> stated(dataSet))
                      .orElse(ZoneOffset.UTC)
                      .getTotalSeconds()));
    } catch (DateTimeException e) {
      // No such day or hour: the file states no time that can be relied on.
      return Optional.empty();
    }
  }

  /** TimezoneOffsetFromUTC; empty where it is absent or no offset. */
  private static Optional<ZoneOffset> stated(DataSet dataSet) {
    return dataSet.text(Tag.UTC_OFFSET).filter(OFFSET.asMatchPredicate()).map(ZoneOffset::of);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int nanos(Matcher hour) {
    String fraction = hour.group(4);
    return fraction == null
        ? 0
        : 1000 * Integer.parseInt(fraction + "0".repeat(MICROSECOND_DIGITS - fraction.length()));
  }
}
