/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.Internal;

/**
 * The members of one source, one after the other: of a plain file itself, of an archive or
 * compressed file all that it holds, through nested archives down to the depth allowed. Archives
 * are recognised by content. Nothing goes to disk, and nothing is held but buffers of the open
 * archives (and the directory of a zip or 7z, and a 7z that is nested), so memory does not grow
 * with the archive; time grows with its bytes.
 *
 * <p>Links, devices, directories and the files that {@link MemberNames#isJunk} names are left out.
 * Whatever cannot be read is a {@link Problem} in its place, and what came before it stands. Where
 * the stream of a member has already failed, the end of its archive is not reported a second time.
 * The walk throws a {@link StorageException} where the storage fails, and nothing else: what is
 * read of a member counts only once the walk has gone on behind it, or {@link #storage} is sound.
 */
@Internal
public final class Members extends LookAhead<ArchiveItem> implements Closeable {
  private final SeekableSource source;
  private final String path;
  private final EntryRange range;
  private final Budget budget;
  private final List<ContainerFormat> formats;
  private final Deque<Level> levels = new ArrayDeque<>();
  private List<Part> lent = List.of();
  private boolean started;
  private Problem openingProblem;

  private Members(
      SeekableSource source,
      String path,
      EntryRange range,
      Budget budget,
      List<ContainerFormat> formats) {
    this.source = source;
    this.path = path;
    this.range = range;
    this.budget = budget;
    this.formats = formats;
  }

  /**
   * Opens a source, to read all of it.
   *
   * @throws MemberException with {@link Reason#UNREADABLE} if the file has vanished, or may not be
   *     read
   * @throws StorageException if the storage does not give it for another reason
   */
  public static Members open(Source source, Configuration conf, ArchiveLimits limits)
      throws MemberException {
    return open(source, conf, limits, EntryRange.ALL);
  }

  /**
   * Opens a source, to read the entries of a range that an {@link ArchivePlan} gave for it, with
   * all that is nested in them. The number of entries counts over the ranges before; the bytes of
   * all members, and the entries of nested archives, count for each range on its own.
   *
   * @throws MemberException with {@link Reason#UNREADABLE} if the file has vanished, or may not be
   *     read
   * @throws StorageException if the storage does not give it for another reason
   */
  public static Members open(
      Source source, Configuration conf, ArchiveLimits limits, EntryRange range)
      throws MemberException {
    return open(source, conf, limits, range, ContainerFormats.ALL);
  }

  static Members open(
      Source source,
      Configuration conf,
      ArchiveLimits limits,
      EntryRange range,
      List<ContainerFormat> formats)
      throws MemberException {
    return new Members(
        Storage.open(source, conf),
        MemberNames.display(source.path()),
        range,
        new Budget(limits, range.entriesBefore()),
        formats);
  }

  /** What is known of the storage that the source is read from. */
  public StorageWatch storage() {
    return source.watch();
  }

  /** Whether the source is an archive; a plain file is its own only member. */
  public boolean isArchive() {
    start();
    return !levels.isEmpty() && !(levels.peekLast().container instanceof PlainFile);
  }

  @Override
  protected ArchiveItem advance() {
    start();
    takeBack();
    ArchiveItem item = openingProblem;
    openingProblem = null;
    while (item == null && !levels.isEmpty()) {
      item = step().orElse(null);
    }
    source.watch().requireSound();
    return item;
  }

  @Override
  public void close() throws IOException {
    takeBack();
    leaveAll();
    source.close();
  }

  private void start() {
    if (!started) {
      started = true;
      enterSource();
    }
    source.watch().requireSound();
  }

  private void enterSource() {
    try {
      String name = MemberNames.fileName(path);
      Optional<ContainerFormat> format = ContainerFormat.of(name, source, formats);
      if (!range.isAll() && !format.map(ContainerFormat::splits).orElse(false)) {
        throw source
            .watch()
            .failed(new StorageException("The file has changed since its parts were planned"));
      }
      Container container =
          format.isEmpty()
              ? new PlainFile(path, source, budget)
              : new Captures(
                  format.get().open(ContainerFormat.Opening.file(name, source, range, budget)),
                  budget);
      levels.push(new Level(container, path));
    } catch (IOException | RuntimeException e) {
      openingProblem = problem(path, "The archive", e);
    }
  }

  /** One step; empty where it gave no item. */
  private Optional<ArchiveItem> step() {
    Level level = levels.element();
    boolean isReported = level.stream != null && level.stream.isFailureReported();
    if (budget.isSpent()) {
      leaveAll();
      return Optional.empty();
    }
    Optional<Container.Entry> entry;
    try {
      entry = level.container.next();
      if (entry.isPresent() && !(entry.get() instanceof Container.Capture)) {
        budget.countEntry();
      }
    } catch (IOException | RuntimeException e) {
      leave();
      return isReported ? Optional.empty() : Optional.of(problem(level.path, "The archive", e));
    }
    if (entry.isEmpty()) {
      leave();
      return Optional.empty();
    }
    return enter(level, entry.get());
  }

  private Optional<ArchiveItem> enter(Level level, Container.Entry entry) {
    String name = MemberNames.display(entry.name());
    if (MemberNames.isJunk(name)) {
      return Optional.empty();
    }
    boolean isPlain = level.container instanceof PlainFile;
    String distinct = isPlain ? name : level.names.of(name);
    String itemPath = isPlain ? level.path : level.path + "!/" + distinct;
    if (entry instanceof Container.Unreadable unreadable) {
      return Optional.of(new Problem(itemPath, unreadable.reason(), unreadable.detail()));
    }
    if (entry instanceof Container.Capture capture) {
      lent = capture.parts();
      return Optional.of(Member.capture(itemPath, lent));
    }
    Container.File file = (Container.File) entry;
    level.stream = file.stream();
    PushbackInputStream content = new PushbackInputStream(file.stream(), Heads.BYTES);
    try {
      byte[] head = Heads.peek(content);
      file.stream().markFailureUnreported();
      Optional<ContainerFormat> format = ContainerFormat.of(head, formats);
      if (format.isEmpty() || isPlain) {
        Member member = new Member(itemPath, file.declaredBytes(), head, content);
        return Optional.of(distinct.equals(name) ? member : member.asNamesake());
      }
      return nested(itemPath, format.get(), file.stream(), content);
    } catch (IOException | RuntimeException e) {
      return Optional.of(problem(itemPath, "The member", e));
    }
  }

  private Optional<ArchiveItem> nested(
      String itemPath, ContainerFormat format, GuardedStream stream, InputStream content)
      throws IOException {
    if (levels.size() >= budget.limits().depth()) {
      return Optional.of(
          new Problem(
              itemPath,
              Reason.LIMIT_EXCEEDED,
              "Archives nest deeper than %s levels: unpack them, or raise the limit"
                  .formatted(budget.limits().depth())));
    }
    stream.becomeLayer();
    Container container =
        format.open(
            ContainerFormat.Opening.nested(MemberNames.fileName(itemPath), content, budget));
    levels.push(new Level(new Captures(container, budget), itemPath));
    return Optional.empty();
  }

  /** Frees what the reader of the last item left open. */
  private void takeBack() {
    lent.forEach(Part::close);
    lent = List.of();
  }

  private void leaveAll() {
    while (!levels.isEmpty()) {
      leave();
    }
  }

  private void leave() {
    try {
      levels.pop().container.close();
    } catch (IOException e) {
      // Nothing more is read of this archive, so that failing to close it loses no member.
    }
  }

  private static Problem problem(String path, String what, Exception e) {
    MemberException failure = MemberException.of(what, e);
    return new Problem(path, failure.reason(), failure.getMessage());
  }

  private static final class Level {
    private final Container container;
    private final String path;
    private final DistinctNames names = new DistinctNames();
    private GuardedStream stream;

    Level(Container container, String path) {
      this.container = container;
      this.path = path;
    }
  }

  /** A file that is no archive, as an archive of one member with the file's own path. */
  private static final class PlainFile implements Container {
    private final String name;
    private final SeekableSource source;
    private final GuardedStream stream;
    private boolean given;

    PlainFile(String name, SeekableSource source, Budget budget) {
      this.name = name;
      this.source = source;
      this.stream = GuardedStream.stored(source, budget);
    }

    @Override
    public Optional<Entry> next() {
      if (given) {
        return Optional.empty();
      }
      given = true;
      return Optional.of(new File(name, source.sizeBytes(), stream));
    }

    @Override
    public void close() {}
  }
}
