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
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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
 * handed on, too, with their targets: a walk follows none, so that it ends.
 */
final class FolderWalk extends LookAhead<Row> {
  private final Configuration conf;
  private final int mostFolders;
  private final Deque<ListedEntry> folders = new ArrayDeque<>();
  private final Deque<ListedEntry> found = new ArrayDeque<>();
  private ListedEntry folder;
  private RemoteIterator<FileStatus> children;
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
      found.add(
          folder.kind() == Kind.ROOT
              ? missing("this user may not look at it")
              : folder.unreadable(
                  "The folder may not be listed: give this user permission, and ingest again"));
      folder = null;
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (folder.kind() == Kind.ROOT) {
        found.add(missing("there is no such file or folder"));
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
    if (next.kind() == Kind.ROOT) {
      startAtRoot();
    }
    if (folder == null) {
      return;
    }
    listed++;
    Path path = new Path(folder.uri());
    FileSystem fs = path.getFileSystem(conf);
    Optional<LocalPath> local = LocalPath.of(fs, path);
    if (local.isPresent() && !local.get().isOpen()) {
      throw new AccessDeniedException("a folder");
    }
    children = fs.listStatusIterator(path);
  }

  private void startAtRoot() throws IOException {
    Path path = new Path(folder.uri());
    FileSystem fs = path.getFileSystem(conf);
    FileStatus status = fs.getFileStatus(path);
    if (status.isDirectory()) {
      String real = real(fs, path).toString();
      folder = ListedEntry.folder(Kind.FOLDER, real, folder.spelt(), "", folder.input());
      return;
    }
    // A link to a file is a file of its own.
    ListedEntry parent =
        ListedEntry.folder(
            Kind.FOLDER,
            real(fs, path.getParent()).toString(),
            path.getParent().toString(),
            "",
            folder.input());
    found.add(file(parent, status));
    folder = null;
  }

  private static Path real(FileSystem fs, Path path) throws IOException {
    Optional<LocalPath> local = LocalPath.of(fs, path);
    return local.isPresent() ? local.get().real() : path;
  }

  private void meet(FileStatus child) throws IOException {
    if (!child.isDirectory()) {
      found.add(file(folder, child));
      return;
    }
    ListedEntry entry = folder.child(Kind.FOLDER, child.getPath().getName(), 0, 0);
    FileSystem fs = child.getPath().getFileSystem(conf);
    Optional<LocalPath> link = LocalPath.of(fs, child.getPath()).filter(LocalPath::isLink);
    if (link.isEmpty()) {
      folders.add(entry);
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

  private static ListedEntry file(ListedEntry parent, FileStatus file) {
    return parent.child(
        Kind.FILE, file.getPath().getName(), file.getLen(), file.getModificationTime());
  }

  private void end() throws IOException {
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

  private ListedEntry missing(String why) {
    return folder.unreadable(why).as(Kind.MISSING);
  }
}
