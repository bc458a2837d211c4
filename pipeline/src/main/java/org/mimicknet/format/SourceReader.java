package org.mimicknet.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.Problem;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;

/**
 * All frames of one source, good and bad: what one task of an ingest iterates over. Every member
 * gives at least one record, except metadata CSVs, whose rows are joined to the frames of the same
 * source wherever they stand in it, and of which only what cannot be used gives records.
 *
 * <p>An archive is walked twice, first for its metadata: a zip or a plain tar without fetching its
 * members, a compressed one by unpacking it twice. Holds one member's data at a time, and the rows
 * of the metadata; time grows with the bytes of the source. Throws nothing but errors that concern
 * the whole task: a file that cannot be opened is a record, too.
 */
public final class SourceReader implements Iterator<FrameRecord>, Closeable {
  private enum State {
    NEW,
    READING,
    ENDED
  }

  private final Source source;
  private final Configuration conf;
  private final ReadSettings settings;
  private final PrivacyStep privacy;
  private final ArchiveMetadata metadata = new ArchiveMetadata();
  private State state = State.NEW;
  private Members members;
  private Iterator<FrameRecord> frames = Collections.emptyIterator();
  private String framesPath;
  private Optional<FormatReader> reader = Optional.empty();
  private int memberNumber = -1;
  private FrameRecord upcoming;

  /** A reader for frames that are shown, not stored: nothing is made a pseudonym. */
  public SourceReader(Source source, Configuration conf, ReadSettings settings) {
    this(source, conf, settings, PrivacyStep.NONE);
  }

  /** Opens nothing yet: that happens with the first record. */
  public SourceReader(
      Source source, Configuration conf, ReadSettings settings, PrivacyStep privacy) {
    this.source = source;
    this.conf = conf;
    this.settings = settings;
    this.privacy = privacy;
    this.framesPath = source.path();
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
    FrameRecord stored =
        privacy.apply(known(record), identifiers(record), Math.max(0, memberNumber));
    if (stored.reason().equals(Optional.of(Reason.PRIVACY_KEY_MISSING))) {
      frames = Collections.emptyIterator();
    }
    return stored;
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
    if (members != null) {
      members.close();
    }
  }

  private void advance() {
    boolean inMember = false;
    try {
      if (state == State.NEW) {
        open();
        state = State.READING;
        return;
      }
      inMember = true;
      if (frames.hasNext()) {
        upcoming = frames.next();
        return;
      }
      inMember = false;
      reader = Optional.empty();
      if (!members.hasNext()) {
        state = State.ENDED;
        return;
      }
      ArchiveItem item = members.next();
      framesPath = item.path();
      memberNumber++;
      inMember = true;
      frames = framesOf(item);
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError e) {
      if (!MemberException.isContained(e)) {
        throw new IllegalStateException("Cannot read on: the task is being stopped", e);
      }
      frames = Collections.emptyIterator();
      MemberException failure = MemberException.of(inMember ? "The file" : "The archive", e);
      upcoming =
          FrameRecord.failed(
              inMember ? framesPath : source.path(), failure.reason(), failure.getMessage());
      state = inMember ? State.READING : State.ENDED;
    }
  }

  private void open() throws MemberException, IOException {
    members = Members.open(source, conf, settings.limits());
    if (!members.isArchive()) {
      return;
    }
    while (members.hasNext()) {
      if (members.next() instanceof Member member && MetadataCsv.recognises(member)) {
        metadata.add(member);
      }
    }
    members.close();
    members = Members.open(source, conf, settings.limits());
    frames = metadata.problems().iterator();
  }

  private Iterator<FrameRecord> framesOf(ArchiveItem item) throws MemberException {
    if (item instanceof Problem problem) {
      return List.of(FrameRecord.failed(problem.path(), problem.reason(), problem.detail()))
          .iterator();
    }
    Member member = (Member) item;
    if (MetadataCsv.recognises(member)) {
      return members.isArchive() ? Collections.emptyIterator() : problemsOf(member);
    }
    byte[] head = member.head();
    reader = FormatReader.of(head);
    if (reader.isEmpty()) {
      throw new MemberException(Reason.UNSUPPORTED_FORMAT, unsupported(head));
    }
    return reader.get().read(member, settings);
  }

  private static Iterator<FrameRecord> problemsOf(Member csv) {
    ArchiveMetadata alone = new ArchiveMetadata();
    alone.add(csv);
    return alone.problems().iterator();
  }

  private static String unsupported(byte[] head) {
    if (head.length == 0) {
      return "The file is empty";
    }
    return KnownFormats.name(head)
            .map(name -> "The file is " + name + ", which is not read")
            .orElse("The file is of no format that is read")
        + "; read are "
        + FormatReaders.ALL.stream().map(FormatReader::name).collect(Collectors.joining(", "));
  }
}
