/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
 * The rows of a metadata CSV, one after the other: a comma-separated file with a header that has a
 * column {@code filename}. Real ones are dirty: a field that is empty, cut off or no number is null
 * and noted; a row without a readable filename is reported, and the file goes on. Holds two rows.
 */
@Internal
public final class MetadataCsv extends LookAhead<MetadataRow> implements Closeable {
  /** Key of {@link FrameMetadata#extra}: the height of the image, as the CSV tells it. */
  public static final String AXIAL_SAMPLES = "axial_samples";

  /** Key of {@link FrameMetadata#extra}: the width of the image, as the CSV tells it. */
  public static final String LATERAL_SAMPLES = "lateral_samples";

  private final String path;
  private final Closeable owner;
  private final StorageWatch storage;
  private final LastByte in;
  private final CsvParser parser = Csv.parser();
  private final MetadataColumns columns;
  private long line = 1;
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
    this.in = new LastByte(in);
    try {
      parser.beginParsing(this.in, StandardCharsets.UTF_8);
      this.columns = new MetadataColumns(path, Csv.columns(parser.parseNext()));
    } catch (TextParsingException | IllegalStateException e) {
      storage.requireSound();
      throw MemberException.of("The CSV file", e);
    }
    storage.requireSound();
    if (!columns.haveFileName()) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "The CSV file is no metadata: its header has no column \"filename\"");
    }
    readFollowing();
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
    String head = new String(member.head(), StandardCharsets.UTF_8);
    String header = head.lines().findFirst().orElse("").replace("\"", "");
    return new MetadataColumns(name, Csv.columns(header.split(",", -1))).haveFileName();
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
    boolean cut = last && (failure != null || !in.endsWithLine());
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
      following = parser.parseNext();
      line = parser.getContext().currentLine();
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
