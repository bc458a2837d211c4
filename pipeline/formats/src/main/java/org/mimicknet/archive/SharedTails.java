/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mimicknet.Internal;

/**
 * Which ends of paths do not tell one file from another: {@code frame.mat} of {@code a/x/frame.mat}
 * and {@code b/x/frame.mat}, and {@code x/frame.mat}, too. Of an archive where more than 20,000
 * ends are shared, or of inputs where more than 200,000 are, it is only known that they are too
 * many: then every end counts as shared. Paths are {@link FilePath#plain plain}, those of an
 * archive relative to it.
 */
@Internal
public final class SharedTails implements Serializable {
  /** Every file is told by its name. */
  public static final SharedTails NONE = new SharedTails(Set.of(), Set.of(), false);

  static final int MOST = 20_000;

  /** So many ends of paths may be shared among the files of the inputs, or be compared at once. */
  public static final int MOST_OF_INPUTS = 200_000;

  private static final long serialVersionUID = 1L;
  private static final SharedTails TOO_MANY = new SharedTails(Set.of(), Set.of(), true);

  private final Set<String> tails;
  private final Set<String> names;
  private final boolean isEveryEnd;

  private SharedTails(Set<String> tails, Set<String> names, boolean isEveryEnd) {
    this.tails = tails;
    this.names = names;
    this.isEveryEnd = isEveryEnd;
  }

  /**
   * Compares files.
   *
   * @param folders below which names are asked for on their own
   */
  public static SharedTails of(Collection<String> files, Set<String> folders) {
    Set<String> tails = new HashSet<>();
    String before = "";
    for (String path : new TreeSet<>(files.stream().map(FilePath::reversed).toList())) {
      int end = path.indexOf('/') + 1;
      while (end > 0 && before.startsWith(path.substring(0, end))) {
        tails.add(path.substring(0, end));
        if (tails.size() > MOST) {
          return TOO_MANY;
        }
        end = path.indexOf('/', end) + 1;
      }
      before = path;
    }
    Optional<Set<String>> names = namesShared(files, folders);
    return names.isPresent() ? of(tails, names.get()) : TOO_MANY;
  }

  /**
   * Of ends that were compared elsewhere.
   *
   * @param shared ends as {@link #end} and {@link #nameBelow} write them
   */
  public static SharedTails ofEnds(Collection<String> shared) {
    if (shared.size() > MOST_OF_INPUTS) {
      return TOO_MANY;
    }
    Map<Boolean, Set<String>> ends =
        shared.stream()
            .collect(Collectors.partitioningBy(end -> end.endsWith("/"), Collectors.toSet()));
    return new SharedTails(ends.get(true), ends.get(false), false);
  }

  /** The last parts of a path; all of them if it has fewer. */
  public static String end(String file, int parts) {
    String path = FilePath.reversed(file);
    int end = 0;
    for (int i = 0; i < parts && end < path.length(); i++) {
      end = path.indexOf('/', end) + 1;
    }
    return path.substring(0, end);
  }

  /** A name at or below a folder. */
  public static String nameBelow(String folder, String name) {
    return folder + "//" + name;
  }

  private static SharedTails of(Set<String> tails, Set<String> names) {
    return tails.size() + names.size() > MOST ? TOO_MANY : new SharedTails(tails, names, false);
  }

  /** Empty for too many names below folders. */
  private static Optional<Set<String>> namesShared(Collection<String> files, Set<String> folders) {
    Map<String, String> folderOf = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (String file : files) {
      String name = FilePath.name(file);
      String own = FilePath.folder(file);
      for (String above = own; !above.isEmpty(); above = FilePath.folder(above)) {
        if (folders.contains(above)) {
          String other = folderOf.putIfAbsent(nameBelow(above, name), own);
          if (other != null && !other.equals(own)) {
            shared.add(nameBelow(above, name));
          }
          if (folderOf.size() > MOST_OF_INPUTS) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(shared);
  }

  /**
   * How many of the last parts of its path it takes to tell a file from all others; one if its name
   * alone does.
   */
  public int partsThatTell(String file) {
    if (isEveryEnd) {
      return Integer.MAX_VALUE;
    }
    String path = FilePath.reversed(file);
    int parts = 1;
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (!tails.contains(path.substring(0, end + 1))) {
        return parts;
      }
      parts++;
    }
    return parts;
  }

  /** Whether several files at or below a folder have a name. */
  public boolean isShared(String folder, String name) {
    return isEveryEnd
        || (folder.isEmpty()
            ? tails.contains(name + "/")
            : names.contains(nameBelow(folder, name)));
  }

  /** What either knows to be shared. */
  public SharedTails and(SharedTails other) {
    if (isEveryEnd || other.isEveryEnd) {
      return TOO_MANY;
    }
    Set<String> allTails = new HashSet<>(tails);
    allTails.addAll(other.tails);
    Set<String> allNames = new HashSet<>(names);
    allNames.addAll(other.names);
    return of(allTails, allNames);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedTails that
        && tails.equals(that.tails)
        && names.equals(that.names)
        && isEveryEnd == that.isEveryEnd;
  }

  @Override
  public int hashCode() {
    return Objects.hash(tails, names, isEveryEnd);
  }
}
