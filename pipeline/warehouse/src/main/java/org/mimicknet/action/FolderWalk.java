/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Row;
import org.mimicknet.action.ListedEntry.Kind;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.StorageException;
import org.mimicknet.config.StorageAdvice;

/**
 * The files below one folder, as rows of {@link ListedEntry}: its folders are listed one after the
 * other, up to a number of them, and the others handed on to further walks. Links to folders are
 * handed on, too, with their targets: a walk follows none, so that it ends. Where a pattern goes on
 * in a folder, the entries that have the next of its names are met, and no others.
 *
 * <p>A walk holds as many folders as it may list, and of a folder what the file system gives of it
 * at a time.
 */
final class FolderWalk extends LookAhead<Row> {
  private final Configuration conf;
  private final int mostFolders;
  private final Deque<ListedEntry> folders = new ArrayDeque<>();
  private final Deque<ListedEntry> found = new ArrayDeque<>();
  private ListedEntry folder;
  private RemoteIterator<FileStatus> children;
  private GlobFilter wanted;
  private int listed;

  /**
   * A walk in a task.
   *
   * @param start an input or a folder
   * @param mostFolders so many folders are listed, {@code start} among them
   */
  FolderWalk(ListedEntry start, Configuration conf, int mostFolders) {
    this.conf = conf;
    this.mostFolders = mostFolders;
    this.folders.add(start);
  }

  @Override
  protected Row advance() {
    while (found.isEmpty()) {
      if (folder == null && (folders.isEmpty() || listed == mostFolders)) {
        return folders.isEmpty() ? null : folders.remove().row();
      }
      step();
    }
    return found.remove().row();
  }

  private void step() {
    try {
      if (folder == null) {
        start(folders.remove());
      } else if (children.hasNext()) {
        meet(children.next());
      } else {
        end();
      }
    } catch (AccessControlException | AccessDeniedException e) {
      found.add(forbidden());
      folder = null;
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (folder.kind() == Kind.ROOT) {
        found.add(missing("there is no such file or folder"));
      } else if (folder.kind() == Kind.NAMED) {
        found.add(
            folder.unreadable(
                "There is no such file or folder any more: mend the list of inputs, or ingest again"
                    + " when it is there"));
      }
      folder = null;
    } catch (IOException e) {
      Optional<String> mendable = folder.kind() == Kind.ROOT ? mendable(e) : Optional.empty();
      if (mendable.isEmpty()) {
        throw new ListingException(folder.input(), new StorageException("The storage failed", e));
      }
      found.add(missing(mendable.get()));
      folder = null;
    }
  }

  private static Optional<String> mendable(IOException failure) {
    return StorageAdvice.of(failure).filter(StorageAdvice::canBeMended).map(StorageAdvice::text);
  }

  private void start(ListedEntry next) throws IOException {
    folder = next;
    listed++;
    Path path = new Path(folder.uri());
    FileSystem fs = path.getFileSystem(conf);
    if (next.kind() == Kind.ROOT || next.kind() == Kind.NAMED) {
      startAtRoot(fs, path);
      return;
    }
    if (next.kind() == Kind.PATTERN) {
      wanted = new GlobFilter(PathPattern.first(next.pattern()));
      if (!wanted.hasPattern()) {
        startAtName(fs, new Path(path, PathPattern.literal(PathPattern.first(next.pattern()))));
        return;
      }
    }
    list(fs, path);
  }

  private void list(FileSystem fs, Path path) throws IOException {
    Optional<LocalPath> local = LocalPath.of(fs, path);
    if (local.isPresent() && !local.get().isOpen()) {
      throw new AccessDeniedException("a folder");
    }
    children = fs.listStatusIterator(path);
  }

  private void startAtRoot(FileSystem fs, Path path) throws IOException {
    Optional<FileStatus> status = status(fs, path);
    if (status.isPresent() && status.get().isDirectory()) {
      Path real = real(fs, path);
      folder = ListedEntry.folder(Kind.FOLDER, real.toString(), folder.spelt(), "", folder.input());
      list(fs, real);
      return;
    }
    if (status.isPresent()) {
      // A link to a file is a file of its own.
      String parent = real(fs, path.getParent()).toString();
      String spelt = path.getParent().toString();
      ListedEntry entry = ListedEntry.folder(Kind.FOLDER, parent, spelt, "", folder.input());
      found.add(file(entry, status.get()));
    } else {
      patterns(path).forEach(this::handOn);
    }
    folder = null;
  }

  /** Empty where it can only be a pattern. */
  private Optional<FileStatus> status(FileSystem fs, Path path) throws IOException {
    try {
      return Optional.of(fs.getFileStatus(path));
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (folder.kind() == Kind.ROOT && PathPattern.isPattern(path.toUri().getPath())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<ListedEntry> patterns(Path path) throws IOException {
    try {
      return PathPattern.of(path).stream()
          .map(
              pattern ->
                  ListedEntry.root(pattern.folder(), folder.input()).withPattern(pattern.rest()))
          .toList();
    } catch (IOException e) {
      return List.of(
          missing("there is no such file or folder, and it is no pattern: " + e.getMessage()));
    }
  }

  /** Goes on with a name of a pattern that has no wildcard. */
  private void startAtName(FileSystem fs, Path path) throws IOException {
    meetWanted(fs.getFileStatus(path));
    folder = null;
  }

  /** This walk takes the folder where it has room, else a further one does. */
  private void handOn(ListedEntry entry) {
    if (entry.kind() != Kind.MISSING && listed + folders.size() < mostFolders) {
      folders.add(entry);
    } else {
      found.add(entry);
    }
  }

  private static Path real(FileSystem fs, Path path) throws IOException {
    Optional<LocalPath> local = LocalPath.of(fs, path);
    return local.isPresent() ? local.get().real() : path;
  }

  private void meet(FileStatus child) throws IOException {
    if (folder.kind() == Kind.PATTERN) {
      // The listing of a file is the file itself.
      boolean isInside = !child.getPath().equals(new Path(folder.uri()));
      if (isInside && wanted.accept(child.getPath())) {
        meetWanted(child);
      }
      return;
    }
    if (!child.isDirectory()) {
      found.add(file(folder, child));
      return;
    }
    ListedEntry entry = folder.child(Kind.FOLDER, child.getPath().getName(), 0, 0);
    FileSystem fs = child.getPath().getFileSystem(conf);
    Optional<LocalPath> link = LocalPath.of(fs, child.getPath()).filter(LocalPath::isLink);
    if (link.isEmpty()) {
      handOn(entry);
      return;
    }
    try {
      String target = link.get().real().toString();
      found.add(
          ListedEntry.folder(
              Kind.LINKED_FOLDER, target, entry.spelt(), entry.path(), entry.input()));
    } catch (NoSuchFileException vanished) {
      // As if it had not been there: the folder has other entries.
    }
  }

  /** An entry that has the next name of the pattern. */
  private void meetWanted(FileStatus child) throws IOException {
    String rest = PathPattern.below(folder.pattern());
    if (!child.isDirectory()) {
      if (rest == null) {
        found.add(file(folder, child));
      }
      return;
    }
    ListedEntry spelt = folder.child(Kind.FOLDER, child.getPath().getName(), 0, 0);
    String real = real(child.getPath().getFileSystem(conf), child.getPath()).toString();
    ListedEntry entry =
        ListedEntry.folder(Kind.FOLDER, real, spelt.spelt(), spelt.path(), spelt.input());
    handOn(rest == null ? entry : entry.withPattern(rest));
  }

  private static ListedEntry file(ListedEntry parent, FileStatus file) {
    return parent.child(
        Kind.FILE, file.getPath().getName(), file.getLen(), file.getModificationTime());
  }

  private void end() throws IOException {
    if (folder.kind() == Kind.PATTERN) {
      folder = null;
      return;
    }
    Path path = new Path(folder.uri());
    Optional<LocalPath> local = LocalPath.of(path.getFileSystem(conf), path);
    if (local.isPresent()) {
      for (LocalPath.LeftOut entry : local.get().leftOut()) {
        found.add(
            folder
                .child(Kind.FILE, entry.name(), entry.bytes(), entry.modifiedMs())
                .unreadable(entry.problem()));
      }
    }
    found.add(folder.as(Kind.LISTED_FOLDER));
    folder = null;
  }

  /** An entry that the user may not look at; without the start of a pattern nothing is found. */
  private ListedEntry forbidden() {
    boolean isStart = folder.kind() == Kind.PATTERN && folder.path().isEmpty();
    if (folder.kind() == Kind.ROOT || isStart) {
      return missing("this user may not look at it");
    }
    return folder.unreadable(
        folder.kind() == Kind.NAMED
            ? "This user may not look at it: give permission, and ingest again"
            : "The folder may not be listed: give this user permission, and ingest again");
  }

  private ListedEntry missing(String why) {
    return folder.unreadable(why).as(Kind.MISSING);
  }
}
