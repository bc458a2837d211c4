/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.EntryRange;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.Problem;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All frames of one source, or of a part of it, good and bad: what one task iterates over. Every
 * member gives at least one record, except metadata CSVs, whose rows are joined to the frames of
 * the same source wherever they stand in it, and of which only what cannot be used gives records.
 *
 * <p>An archive is walked twice, first for its metadata: a zip or a plain tar without fetching its
 * members, a compressed one by unpacking it twice. Holds one member's data at a time, and the rows
 * of the metadata; time grows with the bytes of the source. Throws nothing but errors that concern
 * the whole task: a file that cannot be opened is a record, too.
 *
 * <p>A part of an archive gives what the whole would give of its entries, but for metadata CSVs in
 * nested archives: those count for the frames of their part alone.
 *
 * <p>A member that takes longer than {@link ArchiveLimits#memberTime} is a record, and the walk
 * starts anew behind it, for what its decoder still holds is lost. {@value #MOST_TIMEOUTS} such
 * members end the source.
 */
public final class SourceReader implements Iterator<FrameRecord>, Closeable {
  private static final int MOST_TIMEOUTS = 4;
  private static final int NUMBERS_PER_PART = 1_000_000;
  private static final Duration CLOSING_TIME = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

  private enum State {
    NEW,
    READING,
    /** A decoder is stuck with the archive in its hands. */
    LOST,
    ENDED
  }

  private final SourcePart part;
  private final Source source;
  private final Configuration conf;
  private final ReadSettings settings;
  private final PrivacyStep privacy;
  private final Predicate<String> isWanted;
  private final List<FormatReader> readers;
  private final DecodingThread thread = new DecodingThread();
  private final ArchiveMetadata metadata = new ArchiveMetadata();
  private State state = State.NEW;
  private Members members;
  private int walked;
  private int timeouts;
  private Iterator<FrameRecord> frames = Collections.emptyIterator();
  private String framesPath;
  private Optional<FormatReader> reader = Optional.empty();
  private int framesGiven;
  private Duration timeLeft;
  private FrameRecord upcoming;

  /** A reader for frames that are shown, not stored: nothing is made a pseudonym. */
  public SourceReader(Source source, Configuration conf, ReadSettings settings) {
    this(SourcePart.whole(source), conf, settings, PrivacyStep.NONE);
  }

  /** Opens nothing yet: that happens with the first record. */
  public SourceReader(
      SourcePart part, Configuration conf, ReadSettings settings, PrivacyStep privacy) {
    this(part, conf, settings, privacy, path -> true, FormatReaders.ALL);
  }

  /**
   * Reads only some members.
   *
   * @param isWanted is asked for the path of every member, in their order, before it is decoded;
   *     what cannot be opened gives its record in any case
   */
  public SourceReader(
      Source source,
      Configuration conf,
      ReadSettings settings,
      PrivacyStep privacy,
      Predicate<String> isWanted) {
    this(SourcePart.whole(source), conf, settings, privacy, isWanted, FormatReaders.ALL);
  }

  SourceReader(
      SourcePart part,
      Configuration conf,
      ReadSettings settings,
      PrivacyStep privacy,
      Predicate<String> isWanted,
      List<FormatReader> readers) {
    this.part = part;
    this.source = part.source();
    this.isWanted = isWanted;
    this.conf = conf;
    this.settings = settings;
    this.privacy = privacy;
    this.readers = readers;
    begin(source.path(), Collections.emptyIterator());
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null && state != State.ENDED) {
      advance();
    }
    return upcoming != null;
  }

  @Override
  public FrameRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Cannot give a further frame: the source is at its end");
    }
    FrameRecord record = upcoming;
    upcoming = null;
    FrameRecord stored = privacy.apply(known(record), identifiers(record), memberNumber());
    if (stored.reason().equals(Optional.of(Reason.PRIVACY_KEY_MISSING))) {
      frames = Collections.emptyIterator();
    }
    return stored;
  }

  /** Numbers of different parts of one source differ. */
  private int memberNumber() {
    return part.number() * NUMBERS_PER_PART + Math.max(0, walked - 1);
  }

  /** What the frame says of its identifiers, else its format; empty where no reader took it. */
  private Optional<Identifiers> identifiers(FrameRecord record) {
    return reader.map(format -> format.identifiers(record.metadata()));
  }

  /**
   * The record with all that is known inside its source. The study of a personal file is what the
   * file itself says, if it says one.
   */
  private FrameRecord known(FrameRecord record) {
    FrameRecord own = record.withOwnStudyId();
    FrameRecord known = metadata.of(own.fileName()).map(own::joined).orElse(own);
    String study = record.metadata().studyId();
    return study != null && identifiers(record).equals(Optional.of(Identifiers.PERSONAL))
        ? known.withMetadata(known.metadata().withStudyId(study))
        : known;
  }

  @Override
  public void close() throws IOException {
    thread.close();
    if (members != null) {
      members.close();
    }
  }

  private void advance() {
    DecodingThread.requireHealthyJvm();
    boolean inMember = false;
    try {
      switch (state) {
        case NEW -> {
          open();
          return;
        }
        case LOST -> {
          reopen();
          return;
        }
        default -> {}
      }
      inMember = true;
      Iterator<FrameRecord> current = frames;
      Optional<FrameRecord> frame =
          timed(() -> current.hasNext() ? Optional.of(current.next()) : Optional.empty());
      if (frame.isPresent()) {
        upcoming = frame.get();
        framesGiven++;
        return;
      }
      inMember = false;
      reader = Optional.empty();
      Optional<ArchiveItem> item = walk();
      if (item.isEmpty()) {
        state = State.ENDED;
        return;
      }
      walked++;
      if (item.get() instanceof Member && !isWanted.test(item.get().path())) {
        return;
      }
      inMember = true;
      begin(item.get().path(), Collections.emptyIterator());
      boolean inArchive = members.isArchive();
      Optional<FormatReader> itsReader = readerOf(item.get());
      reader = itsReader;
      frames = timed(() -> framesOf(item.get(), itsReader, inArchive));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot read on: the task is being stopped", e);
    } catch (TimeoutException e) {
      lose(inMember);
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError e) {
      if (!MemberException.isContained(e)) {
        throw new IllegalStateException("Cannot read on: the task is being stopped", e);
      }
      MemberException failure = MemberException.of(inMember ? "The file" : "The archive", e);
      fail(failure.reason(), failure.getMessage());
      state = inMember ? State.READING : State.ENDED;
    }
  }

  private void begin(String path, Iterator<FrameRecord> itsFrames) {
    framesPath = path;
    framesGiven = 0;
    frames = itsFrames;
    timeLeft = settings.limits().memberTime();
  }

  private <T> T timed(Callable<T> step) throws Exception {
    long start = System.nanoTime();
    try {
      return thread.call(step, timeLeft);
    } finally {
      timeLeft = timeLeft.minusNanos(System.nanoTime() - start);
    }
  }

  private void fail(Reason reason, String detail) {
    upcoming = FrameRecord.failed(framesPath, framesGiven, reason, detail);
    frames = Collections.emptyIterator();
  }

  private void timedStep(Runnable step) throws Exception {
    timed(
        () -> {
          step.run();
          return null;
        });
  }

  private void lose(boolean inMember) {
    timeouts++;
    boolean goesOn = inMember && timeouts < MOST_TIMEOUTS && members.isArchive();
    fail(
        Reason.TIME_LIMIT,
        "%s takes longer than %s: look at it, or raise the limit%s"
            .formatted(
                inMember ? "The file" : "The archive",
                text(settings.limits().memberTime()),
                inMember && timeouts == MOST_TIMEOUTS
                    ? "; it is the %dth of its archive, whose rest is not read".formatted(timeouts)
                    : ""));
    state = goesOn ? State.LOST : State.ENDED;
    Members lost = members;
    members = null;
    if (lost != null) {
      closeInTime(lost);
    }
  }

  /** Closing may wait for the stuck decoder, and may make it stop. */
  private void closeInTime(Members lost) {
    try {
      thread.call(
          () -> {
            lost.close();
            return null;
          },
          CLOSING_TIME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Cannot close an archive that a decoder is stuck in ({})", e.getClass().getName());
    }
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private void open() throws Exception {
    for (EntryRange csvs : part.metadata()) {
      members = timed(() -> members(csvs));
      findMetadata(path -> true);
      members.close();
    }
    if (part.number() > 0) {
      metadata.leaveProblemsToAnotherPart();
    }
    members = timed(() -> members(part.range()));
    if (timed(members::isArchive)) {
      findMetadata(path -> part.isWhole() || isNested(path));
      members.close();
      members = timed(() -> members(part.range()));
    }
    begin(source.path(), metadata.problems().iterator());
    state = State.READING;
  }

  private void findMetadata(Predicate<String> where) throws Exception {
    for (Optional<ArchiveItem> item = walk(); item.isPresent(); item = walk()) {
      if (item.get() instanceof Member member
          && where.test(member.path())
          && MetadataCsv.recognises(member)) {
        timedStep(() -> metadata.add(member));
      }
    }
  }

  /** Whether a member lies in an archive that is a member itself. */
  private static boolean isNested(String path) {
    return path.indexOf("!/") != path.lastIndexOf("!/");
  }

  /** Opens the archive again, behind what was walked. */
  private void reopen() throws Exception {
    begin(source.path(), Collections.emptyIterator());
    members = timed(() -> members(part.range()));
    for (int i = 0; i < walked; i++) {
      walk();
    }
    state = State.READING;
  }

  private Members members(EntryRange range) throws MemberException {
    return Members.open(source, conf, settings.limits(), range);
  }

  /** The next item, for which the time begins anew. */
  private Optional<ArchiveItem> walk() throws Exception {
    begin(source.path(), Collections.emptyIterator());
    Members walk = members;
    return timed(() -> walk.hasNext() ? Optional.of(walk.next()) : Optional.empty());
  }

  private Optional<FormatReader> readerOf(ArchiveItem item) {
    if (!(item instanceof Member member) || MetadataCsv.recognises(member)) {
      return Optional.empty();
    }
    byte[] head = member.head();
    return readers.stream().filter(some -> some.recognises(head)).findFirst();
  }

  private Iterator<FrameRecord> framesOf(
      ArchiveItem item, Optional<FormatReader> itsReader, boolean inArchive)
      throws MemberException {
    if (item instanceof Problem problem) {
      return List.of(FrameRecord.failed(problem.path(), problem.reason(), problem.detail()))
          .iterator();
    }
    Member member = (Member) item;
    if (MetadataCsv.recognises(member)) {
      return inArchive ? Collections.emptyIterator() : problemsOf(member);
    }
    if (itsReader.isEmpty()) {
      throw new MemberException(Reason.UNSUPPORTED_FORMAT, unsupported(member));
    }
    return itsReader.get().read(member, settings);
  }

  private static Iterator<FrameRecord> problemsOf(Member csv) {
    ArchiveMetadata alone = new ArchiveMetadata();
    alone.add(csv);
    return alone.problems().iterator();
  }

  private static String unsupported(Member member) {
    byte[] head = member.head();
    if (head.length == 0) {
      return "The file is empty";
    }
    return KnownFormats.name(head, member.fileName())
            .map(name -> "The file is " + name + ", which is not read")
            .orElse("The file is of no format that is read")
        + "; read are "
        + FormatReaders.ALL.stream().map(FormatReader::name).collect(Collectors.joining(", "));
  }
}
