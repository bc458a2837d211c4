/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.action.ListedEntry.Kind;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.StorageException;
import org.mimicknet.config.PathText;

/**
 * The paths of one range of a list, in a task. Blank lines and those that begin with {@code #} name
 * nothing; all others are paths, letter by letter: a wildcard in one is a letter of a name.
 */
final class ListLines extends LookAhead<Row> {
  private static final int LONGEST = 64 << 10;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final PathLists.Range range;
  private final Path workingFolder;
  private final Configuration conf;
  private final Text line = new Text();
  private LineReader lines;
  private long at;

  ListLines(PathLists.Range range, String workingFolder, Configuration conf) {
    this.range = range;
    this.workingFolder = new Path(workingFolder);
    this.conf = conf;
  }

  @Override
  protected Row advance() {
    try {
      if (lines == null) {
        open();
      }
      while (at < range.to()) {
        boolean isFirst = at == 0;
        int read = lines.readLine(line, LONGEST + 1, Integer.MAX_VALUE);
        if (read == 0) {
          return null;
        }
        at += read;
        String text = isFirst ? withoutMark(line.toString()) : line.toString();
        if (!text.isBlank() && !text.startsWith("#")) {
          return entry(text).row();
        }
      }
      return null;
    } catch (IOException e) {
      throw new ListingException(range.number(), new StorageException("The storage failed", e));
    }
  }

  /** A line belongs to the range in which it begins. */
  private void open() throws IOException {
    Path file = new Path(range.file());
    FSDataInputStream in = file.getFileSystem(conf).open(file);
    TaskCompletionListener close = context -> close(in);
    TaskContext.get().addTaskCompletionListener(close);
    long start = Math.max(0, range.from() - 1);
    in.seek(start);
    lines = new LineReader(in);
    at = start;
    if (range.from() > 0) {
      at += lines.readLine(line, 0, Integer.MAX_VALUE);
    }
  }

  private void close(FSDataInputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new ListingException(range.number(), new StorageException("The storage failed", e));
    }
  }

  private ListedEntry entry(String text) {
    if (text.length() > LONGEST || text.indexOf(0) >= 0) {
      return noPath("a line", "it is none of a text; give a text file, a path in each line");
    }
    try {
      Path path = new Path(PathText.ofHadoop(text));
      Path absolute = path.isAbsolute() ? path : new Path(workingFolder, path);
      FileSystem files = absolute.getFileSystem(conf);
      return ListedEntry.named(files.makeQualified(absolute).toString(), range.number());
    } catch (IOException | IllegalArgumentException e) {
      if (SourceListing.isWrong(e)) {
        return noPath(text, e.getMessage());
      }
      throw new ListingException(range.number(), new StorageException("The storage failed", e));
    }
  }

  private ListedEntry noPath(String text, String why) {
    return ListedEntry.named(text, range.number()).unreadable(why).as(Kind.MISSING);
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
