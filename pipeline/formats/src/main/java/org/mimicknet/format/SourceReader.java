/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.EntryRange;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Problem;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;

/**
 * All frames of one source, or of a part of it, good and bad: what one task iterates over. Every
 * member gives at least one record, except metadata CSVs, whose rows are joined to the frames of
 * the same source wherever they stand in it, and of which only what cannot be used gives records.
 *
 * <p>An archive is walked twice, first for its metadata: a zip or a plain tar without fetching its
 * members, a compressed one by unpacking it twice. Holds one member's data at a time, the rows of
 * the metadata, and at first the paths of all members; time grows with the bytes of the source. A
 * file that has vanished, or may not be read, is a record, too. What concerns the whole task is
 * thrown: a {@link StorageException} where the storage fails or stalls, and then again on every
 * call; an {@link OutOfMemoryError} where the limits admit more than the heap holds.
 *
 * <p>A part of an archive gives what the whole would give of its entries, but for nested archives:
 * their metadata CSVs count for the frames of their part alone, and their files are compared with
 * those of their part alone.
 *
 * <p>A member that takes longer than {@link ArchiveLimits#memberTime} is a record, and the source
 * is read on behind it; the fourth such member ends the source.
 */
public final class SourceReader extends LookAhead<FrameRecord> implements Closeable {
  /** More than any part has members: their number is an int. */
  private static final long NUMBERS_PER_PART = 10_000_000_000L;

  private final SourcePart part;
  private final ReadSettings settings;
  private final PrivacyStep privacy;
  private final Predicate<String> isWanted;
  private final ItemDecoder decoder;
  private final TimedMembers items;
  private final ArchiveMetadata metadata;
  private ItemRecords current;
  private boolean isOpen;
  private boolean isCut;
  private boolean hasEnded;

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
    this.settings = settings;
    this.privacy = privacy;
    this.isWanted = isWanted;
    this.decoder = new ItemDecoder(readers, settings);
    this.metadata = new ArchiveMetadata(part.source().path(), part.shared());
    this.items = new TimedMembers(part.source(), conf, settings.limits());
    this.current = sourceWith(List.of());
  }

  /**
   * How many rows of metadata CSVs in the archive met none of the records that it gave, by the path
   * of the CSV as it is stored; CSVs of which all did are left out. A part of an archive cannot
   * tell, nor one that could not be read to its end.
   */
  public Map<String, Integer> unmetRows() {
    Map<String, Integer> unmet = new LinkedHashMap<>();
    if (part.isWhole() && !isCut) {
      metadata
          .unmet()
          .forEach(
              (csv, rows) ->
                  unmet.merge(
                      privacy.path(csv, Identifiers.UNKNOWN, memberNumber() + unmet.size()),
                      rows,
                      Integer::sum));
    }
    return unmet;
  }

  @Override
  public void close() throws IOException {
    items.close();
  }

  @Override
  protected FrameRecord advance() {
    Optional<FrameRecord> record = Optional.empty();
    while (record.isEmpty() && !hasEnded) {
      DecodingThread.requireHealthyJvm();
      record = step();
    }
    return record.map(this::stored).orElse(null);
  }

  /** The record as it is stored: joined with the metadata of its source, then made private. */
  private FrameRecord stored(FrameRecord record) {
    isCut |=
        record.reason().isPresent() && (hasEnded || record.path().equals(part.source().path()));
    FrameRecord stored = privacy.apply(known(record), current.identifiers(record), memberNumber());
    if (stored.reason().equals(Optional.of(Reason.PRIVACY_KEY_MISSING))) {
      current.end();
    }
    return stored;
  }

  /**
   * The record with all that is known inside its source. The study of a personal file is what the
   * file itself says, if it says one.
   */
  private FrameRecord known(FrameRecord record) {
    FrameRecord own =
        record.withJoin(metadata.keyOutside(uri(record.path()), record.path())).withOwnStudyId();
    FrameRecord known = metadata.joined(own).withNote(current.note());
    String study = record.metadata().studyId();
    return study != null && current.identifiers(record) == Identifiers.PERSONAL
        ? known.withMetadata(known.metadata().withStudyId(study))
        : known;
  }

  /** Where a record of this source really lies. */
  private String uri(String path) {
    Source source = part.source();
    int inner = path.startsWith(source.path()) ? source.path().length() : path.indexOf("!/");
    return inner < 0 ? source.uri() : source.uri() + path.substring(inner);
  }

  /** Numbers of different parts of one source differ. */
  private long memberNumber() {
    return part.number() * NUMBERS_PER_PART + Math.max(0, items.given() - 1);
  }

  /** One step of reading; empty where it gave no record. */
  private Optional<FrameRecord> step() {
    try {
      if (!isOpen) {
        open();
      }
      Optional<FrameRecord> record = current.next(items);
      if (record.isEmpty()) {
        goToNextItem();
      }
      return record;
    } catch (StorageException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot read on: the task is being stopped", e);
    } catch (TimeoutException e) {
      return Optional.of(timedOut());
    } catch (Exception | StackOverflowError | AssertionError e) {
      if (!MemberException.isContained(e)) {
        throw new IllegalStateException("Cannot read on: the task is being stopped", e);
      }
      return Optional.of(failed(MemberException.of(current.name(), e)));
    }
  }

  private void goToNextItem() throws Exception {
    current = sourceWith(List.of());
    Optional<ArchiveItem> item = items.next();
    if (item.isEmpty()) {
      hasEnded = true;
    } else if (item.get() instanceof Problem || isWanted.test(item.get().path())) {
      // Should even recognising its format fail, the failure is this item's.
      current = ItemRecords.ofMember(item.get().path(), Collections::emptyIterator);
      current = decoder.recordsOf(item.get(), items.isArchive());
    }
  }

  private FrameRecord failed(MemberException failure) {
    hasEnded = !current.isMember();
    return current.failed(failure.reason(), failure.getMessage());
  }

  private FrameRecord timedOut() {
    hasEnded = !current.isMember() || !items.isArchive() || items.hasTooManyTimeouts();
    return current.failed(
        Reason.TIME_LIMIT,
        "%s takes longer than %s: look at it, or raise the limit%s"
            .formatted(
                current.name(),
                MemberTime.text(settings.limits().memberTime()),
                current.isMember() && items.hasTooManyTimeouts()
                    ? "; it is the %sth of its archive, whose rest is not read"
                        .formatted(items.timeouts())
                    : ""));
  }

  /** Reads the metadata CSVs, then opens the source at its first item. */
  private void open() throws Exception {
    for (EntryRange csvs : part.metadata()) {
      items.open(csvs);
      addMetadata(path -> true, path -> {});
    }
    if (part.number() > 0) {
      metadata.leaveProblemsToAnotherPart();
    }
    items.open(part.range());
    if (items.isArchive()) {
      addMetadata(path -> part.isWhole() || isNested(path), metadata::meet);
      items.open(part.range());
    }
    metadata.complete();
    isOpen = true;
    current = sourceWith(metadata.problems());
  }

  private void addMetadata(Predicate<String> where, Consumer<String> met) throws Exception {
    for (Optional<ArchiveItem> item = items.next(); item.isPresent(); item = items.next()) {
      met.accept(item.get().path());
      if (item.get() instanceof Member member
          && where.test(member.path())
          && MetadataCsv.recognises(member)) {
        items.inTime(
            () -> {
              metadata.add(member);
              return null;
            });
      }
    }
  }

  /** Whether a member lies in an archive that is a member itself. */
  private static boolean isNested(String path) {
    return path.indexOf("!/") != path.lastIndexOf("!/");
  }

  /** What is read while no member is. */
  private ItemRecords sourceWith(List<FrameRecord> records) {
    return ItemRecords.ofSource(part.source().path(), records);
  }
}
