/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mimicknet.archive.FilePath;
import org.mimicknet.archive.SharedTails;

/**
 * Rows of metadata CSVs that count alike, by the files that they name. A file meets
 *
 * <ol>
 *   <li>the row that names it from the folder of its CSV ({@code study1/frame.mat} in {@code
 *       a/meta.csv} is {@code a/study1/frame.mat}), of several such CSVs the nearest;
 *   <li>else the row whose path has most last parts in common with the path of the file, two at
 *       least, be they from another computer ({@code D:/export/study1/frame.mat});
 *   <li>else the row with its bare name in the nearest CSV in a folder above it;
 *   <li>else the only row with its name, and of a CSV outside of archives to a member only if it
 *       names no folder.
 * </ol>
 *
 * <p>By all but the first a row is joined only if no other file that is known ends alike, and a
 * file only if no row that says something else fits as well: neither gets what may be meant for
 * another. Each look-up takes a few steps for each folder of the path.
 */
final class MetadataTier implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In place of several rows that say different things. */
  private static final int SEVERAL = -1;

  private final Map<String, Map<String, Entry>> byFolder = new HashMap<>();
  private final NavigableMap<String, Entry> byPath = new TreeMap<>();
  private final Map<String, Entry> byName = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A row.
   *
   * @param folder where its CSV lies, {@link FilePath#plain plain}
   * @param number from 0, in the order of coming
   */
  record Entry(String folder, MetadataRow row, int number) implements Serializable {
    boolean isSeveral() {
      return number == SEVERAL;
    }

    boolean saysAs(Entry other) {
      return !isSeveral() && row.metadata().equals(other.row.metadata());
    }

    Entry or(Entry other) {
      return isSeveral() || saysAs(other) ? this : new Entry(folder, row, SEVERAL);
    }
  }

  /** Adds a row, if it is no repetition. */
  void add(String folder, MetadataRow row) {
    String file = row.file();
    Entry entry = new Entry(folder, row, entries.size());
    Entry before = entry(folder, file);
    if (before != null && before.saysAs(entry)) {
      return;
    }
    entries.add(entry);
    byFolder.computeIfAbsent(folder, any -> new HashMap<>()).merge(file, entry, Entry::or);
    if (file.indexOf('/') >= 0) {
      byPath.merge(FilePath.reversed(file), entry, Entry::or);
    }
    byName.merge(FilePath.name(file), entry, Entry::or);
  }

  List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /**
   * What is said of a file.
   *
   * @param files what does not tell the files apart that are known
   */
  MetadataMatch of(JoinKey key, SharedTails files) {
    Entry named = byName.get(key.fileName());
    if (named == null) {
      return MetadataMatch.NONE;
    }
    Entry whole = whole(key.path());
    if (whole != null) {
      return match(whole, false);
    }
    int tellingParts = Math.max(key.parts(), files.partsThatTell(key.path()));
    MetadataMatch byEnd = byEnd(key.path(), tellingParts);
    if (!byEnd.equals(MetadataMatch.NONE)) {
      return byEnd;
    }
    Entry above = above(key.path());
    if (above != null) {
      return match(above, key.parts() > 1 || files.isShared(above.folder(), key.fileName()));
    }
    boolean isOfAnotherFolder =
        key.isMember() && !named.isSeveral() && named.row().file().indexOf('/') >= 0;
    return isOfAnotherFolder ? MetadataMatch.OTHER_FOLDER : match(named, tellingParts > 1);
  }

  /** By which ends of its path a file may meet a row that does not name it wholly. */
  List<String> ends(String path) {
    String name = FilePath.name(path);
    List<String> ends = new ArrayList<>();
    if (byName.containsKey(name)) {
      ends.add(SharedTails.end(path, 1));
      for (int parts = 2; parts <= FilePath.parts(path); parts++) {
        String end = SharedTails.end(path, parts);
        String row = byPath.ceilingKey(end);
        if (row == null || !row.startsWith(end)) {
          break;
        }
        ends.add(end);
      }
      for (String above = FilePath.folder(path); !above.isEmpty(); above = FilePath.folder(above)) {
        if (entry(above, name) != null) {
          ends.add(SharedTails.nameBelow(above, name));
        }
      }
    }
    return ends;
  }

  private static MetadataMatch match(Entry entry, boolean isShared) {
    if (entry.isSeveral()) {
      return MetadataMatch.SEVERAL_ROWS;
    }
    return isShared ? MetadataMatch.SEVERAL_FILES : MetadataMatch.of(entry);
  }

  private Entry whole(String path) {
    String folder = path;
    Entry found;
    do {
      folder = FilePath.folder(folder);
      found = entry(folder, folder.isEmpty() ? path : path.substring(folder.length() + 1));
    } while (found == null && !folder.isEmpty());
    return found;
  }

  private Entry above(String path) {
    String folder = path;
    Entry found;
    do {
      folder = FilePath.folder(folder);
      found = entry(folder, FilePath.name(path));
    } while (found == null && !folder.isEmpty());
    return found;
  }

  private Entry entry(String folder, String file) {
    return byFolder.getOrDefault(folder, Map.of()).get(file);
  }

  /** By as many last parts as there are in common, two or more. */
  private MetadataMatch byEnd(String path, int tellingParts) {
    for (int parts = FilePath.parts(path); parts > 1; parts--) {
      String end = SharedTails.end(path, parts);
      Map.Entry<String, Entry> first = byPath.ceilingEntry(end);
      if (first != null && first.getKey().startsWith(end)) {
        return isOnly(end, first.getKey())
            ? match(first.getValue(), parts < tellingParts)
            : MetadataMatch.SEVERAL_ROWS;
      }
    }
    return MetadataMatch.NONE;
  }

  /** Whether a row is nothing but the end, or no other row ends so. */
  private boolean isOnly(String end, String row) {
    String next = row.equals(end) ? null : byPath.higherKey(row);
    return next == null || !next.startsWith(end);
  }
}
