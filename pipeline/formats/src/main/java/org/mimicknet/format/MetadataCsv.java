/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.Internal;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.Problem;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;
import org.mimicknet.archive.StorageWatch;

/**
 * The rows of a metadata CSV, one after the other: a file whose header ({@link CsvHead}) has a
 * column {@code filename}, in the dialects and encodings of spreadsheets ({@link CsvText}). Real
 * ones are dirty: a field that is empty, cut off or no number is null and noted; a row without a
 * readable filename is reported, and the file goes on; a row that is blank, or the header again, is
 * left out. Holds two rows.
 */
@Internal
public final class MetadataCsv extends LookAhead<MetadataRow> implements Closeable {
  /** Key of {@link FrameMetadata#extra}: the height of the image, as the CSV tells it. */
  public static final String AXIAL_SAMPLES = "axial_samples";

  /** Key of {@link FrameMetadata#extra}: the width of the image, as the CSV tells it. */
  public static final String LATERAL_SAMPLES = "lateral_samples";

  private static final int LONGEST_START = 1 << 16;

  private final String path;
  private final Closeable owner;
  private final StorageWatch storage;
  private final CsvText text;
  private final CsvParser parser;
  private final MetadataColumns columns;
  private final int linesBefore;
  private long line;
  private String[] following;
  private MetadataRow failure;

  /**
   * Reads a stream, which the caller closes.
   *
   * @param path of the CSV, as tables show it
   * @throws MemberException if it is no such file
   */
  public MetadataCsv(String path, InputStream in) throws MemberException {
    this(path, in, () -> {}, new StorageWatch());
  }

  private MetadataCsv(String path, InputStream in, Closeable owner, StorageWatch storage)
      throws MemberException {
    this.path = path;
    this.owner = owner;
    this.storage = storage;
    this.text = new CsvText(in);
    try {
      BufferedReader start = new BufferedReader(text, LONGEST_START);
      CsvHead head = CsvHead.of(start(start)).orElseThrow(MetadataCsv::noMetadata);
      start.skip(head.start());
      this.parser = Csv.parser(head.delimiter());
      this.linesBefore = head.line() - 1;
      this.line = head.line();
      parser.beginParsing(start);
      this.columns = new MetadataColumns(path, Csv.columns(parser.parseNext()), head.delimiter());
    } catch (IOException | TextParsingException | IllegalStateException e) {
      storage.requireSound();
      throw MemberException.of("The CSV file", e);
    }
    storage.requireSound();
    if (!columns.haveFileName()) {
      throw noMetadata();
    }
    readFollowing();
  }

  /** The first characters, which are then read again. */
  private static String start(BufferedReader text) throws IOException {
    text.mark(LONGEST_START);
    char[] start = new char[LONGEST_START];
    int length = 0;
    for (int read = 0; read >= 0 && length < LONGEST_START; length += Math.max(read, 0)) {
      read = text.read(start, length, LONGEST_START - length);
    }
    text.reset();
    return new String(start, 0, length);
  }

  private static MemberException noMetadata() {
    return new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        "The CSV file is no metadata: its header has no column \"filename\"");
  }

  /**
   * Opens a CSV that lies outside of an archive. This, and every row, throws a {@link
   * StorageException} if the storage fails.
   *
   * @throws MemberException if it cannot be opened, or is no metadata CSV
   */
  public static MetadataCsv open(Source source, Configuration conf, ArchiveLimits limits)
      throws MemberException {
    Members members = Members.open(source, conf, limits);
    try {
      return of(members);
    } catch (MemberException | RuntimeException e) {
      closeAfter(e, members);
      throw e;
    }
  }

  private static MetadataCsv of(Members members) throws MemberException {
    ArchiveItem item = members.hasNext() ? members.next() : null;
    if (item instanceof Member member && recognises(member)) {
      return new MetadataCsv(member.path(), member.stream(), members, members.storage());
    }
    if (item instanceof Problem problem) {
      throw new MemberException(problem.reason(), problem.detail());
    }
    throw new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        "The file is no metadata CSV: its name must end in .csv and its first line name a column"
            + " \"filename\"");
  }

  private static void closeAfter(Exception failure, Members members) {
    try {
      members.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Whether a member is a metadata CSV: its name ends in {@code .csv}, its header fits. */
  static boolean recognises(Member member) {
    String name = member.fileName();
    if (!name.regionMatches(true, Math.max(0, name.length() - 4), ".csv", 0, 4)) {
      return false;
    }
    return CsvHead.of(CsvText.of(member.head())).isPresent();
  }

  @Override
  protected MetadataRow advance() {
    if (following == null) {
      MetadataRow last = failure;
      failure = null;
      return last;
    }
    String[] fields = following;
    long fieldsLine = line;
    readFollowing();
    boolean last = following == null;
    boolean cut = last && (failure != null || !text.endsWithLine());
    return columns.row(
        fieldsLine, fields, cut ? MetadataColumns.Cut.MAYBE : MetadataColumns.Cut.NO);
  }

  @Override
  public void close() throws IOException {
    parser.stopParsing();
    owner.close();
  }

  private void readFollowing() {
    following = null;
    try {
      do {
        following = parser.parseNext();
        line = linesBefore + parser.getContext().currentLine();
      } while (following != null && columns.isIdle(following));
    } catch (TextParsingException | IllegalStateException e) {
      MemberException reason = MemberException.of("The metadata CSV", e);
      failure =
          MetadataRow.unusable(
              path,
              line + 1,
              reason.reason(),
              "%s; its rows from line %s on are lost".formatted(reason.getMessage(), line + 1));
    }
    storage.requireSound();
  }
}
