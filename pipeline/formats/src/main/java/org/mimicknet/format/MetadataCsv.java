/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.Problem;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;

/**
 * The rows of a metadata CSV, one after the other: a comma-separated file with a header that has a
 * column {@code filename}. Real ones are dirty: a field that is empty, cut off or no number is null
 * and noted; a row without a readable filename is reported, and the file goes on. Holds two rows.
 */
public final class MetadataCsv implements Iterator<MetadataRow>, Closeable {
  static final String AXIAL_SAMPLES = "axial_samples";
  static final String LATERAL_SAMPLES = "lateral_samples";

  private static final int LONGEST_FIELD = 1 << 16;
  private static final int MOST_COLUMNS = 1024;

  private final Closeable owner;
  private final LastByte in;
  private final CsvParser parser;
  private final MetadataColumns columns;
  private long line = 1;
  private String[] following;
  private MetadataRow failure;

  /**
   * Reads a stream, which the caller closes.
   *
   * @throws MemberException if it is no such file
   */
  public MetadataCsv(InputStream in) throws MemberException {
    this(in, () -> {});
  }

  private MetadataCsv(InputStream in, Closeable owner) throws MemberException {
    this.owner = owner;
    this.in = new LastByte(in);
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(LONGEST_FIELD);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setSkipEmptyLines(true);
    settings.setReadInputOnSeparateThread(false);
    settings.setErrorContentLength(0);
    settings.setAutoClosingEnabled(false);
    this.parser = new CsvParser(settings);
    try {
      parser.beginParsing(this.in, StandardCharsets.UTF_8);
      String[] header = parser.parseNext();
      this.columns = new MetadataColumns(header == null ? new String[0] : header);
      if (columns.haveFileName()) {
        advance();
      }
    } catch (TextParsingException | IllegalStateException e) {
      throw MemberException.of("The CSV file", e);
    }
    if (!columns.haveFileName()) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "The CSV file is no metadata: its header has no column \"filename\"");
    }
  }

  /**
   * Opens a CSV that lies outside of an archive.
   *
   * @throws MemberException if it cannot be opened, or is no metadata CSV
   */
  public static MetadataCsv open(Source source, Configuration conf, ArchiveLimits limits)
      throws MemberException {
    Members members = Members.open(source, conf, limits);
    ArchiveItem item = members.hasNext() ? members.next() : null;
    if (item instanceof Member member && recognises(member)) {
      return new MetadataCsv(member.stream(), members);
    }
    try (members) {
      if (item instanceof Problem problem) {
        throw new MemberException(problem.reason(), problem.detail());
      }
    } catch (IOException e) {
      throw MemberException.of("The CSV file", e);
    }
    throw new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        "The file is no metadata CSV: its first line must name a column \"filename\"");
  }

  /** Whether a member is a metadata CSV: its name ends in {@code .csv}, its header fits. */
  static boolean recognises(Member member) {
    String name = member.fileName();
    if (!name.regionMatches(true, Math.max(0, name.length() - 4), ".csv", 0, 4)) {
      return false;
    }
    String head = new String(member.head(), StandardCharsets.UTF_8).replace("\uFEFF", "");
    String header = head.lines().findFirst().orElse("").replace("\"", "");
    return new MetadataColumns(header.split(",", -1)).haveFileName();
  }

  @Override
  public boolean hasNext() {
    return following != null || failure != null;
  }

  @Override
  public MetadataRow next() {
    if (following == null) {
      if (failure == null) {
        throw new NoSuchElementException("Cannot give a further row: the CSV is at its end");
      }
      MetadataRow last = failure;
      failure = null;
      return last;
    }
    String[] fields = following;
    long fieldsLine = line;
    advance();
    boolean last = following == null;
    boolean cut = last && (failure != null || !in.endsWithLine());
    return columns.row(
        fieldsLine, fields, cut ? MetadataColumns.Cut.MAYBE : MetadataColumns.Cut.NO);
  }

  @Override
  public void close() throws IOException {
    parser.stopParsing();
    owner.close();
  }

  private void advance() {
    following = null;
    try {
      following = parser.parseNext();
      line = parser.getContext().currentLine();
    } catch (TextParsingException | IllegalStateException e) {
      MemberException reason = MemberException.of("The metadata CSV", e);
      failure =
          MetadataRow.unusable(
              line + 1,
              reason.reason(),
              "%s; its rows from line %d on are lost".formatted(reason.getMessage(), line + 1));
    }
  }

  /** Remembers the last byte, which tells whether the last row is whole. */
  private static final class LastByte extends FilterInputStream {
    private int last = '\n';

    LastByte(InputStream in) {
      super(in);
    }

    boolean endsWithLine() {
      return last == '\n' || last == '\r';
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      last = value >= 0 ? value : last;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      last = read > 0 ? buffer[offset + read - 1] : last;
      return read;
    }
  }
}
