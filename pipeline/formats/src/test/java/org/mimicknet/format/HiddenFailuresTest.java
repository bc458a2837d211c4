/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.archive.ArchiveBuilder.storedZip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.FaultyDisk.Operation;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;
import org.mimicknet.image.Image;

/** Decoders that do with a failure of the storage what libraries do: hide it, or never end. */
class HiddenFailuresTest {
  private static final ReadSettings IMPATIENT = within(1500);

  private final Configuration conf = new Configuration(false);
  private final CountDownLatch never = new CountDownLatch(1);
  @TempDir Path folder;

  @BeforeAll
  static void readOnceWithoutALimitWhatIsReadBelow(@TempDir Path folder) throws IOException {
    Configuration conf = new Configuration(false);
    Path file = Files.write(folder.resolve("a.zip"), zip());
    Source source = new Source(FaultyDisk.path(conf, file), Files.size(file), "a.zip");
    try (SourceReader reader = new SourceReader(source, conf, ReadSettings.DEFAULT)) {
      assertThat(reader.next().reason()).contains(Reason.UNSUPPORTED_FORMAT);
    }
  }

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  private enum Habit {
    /** Takes a failure for the end of the file, and makes a frame of what there is. */
    SWALLOWS,
    /** Throws something else, without its cause. */
    REPLACES,
    /** Says why in its own way. */
    REFUSES,
    /** Tries again and again. */
    WAITS
  }

  @ParameterizedTest
  @EnumSource(Habit.class)
  void noHabitOfADecoderMakesARecordOfAFailure(Habit habit) throws IOException {
    Source source = source("a.zip", zip());
    try (SourceReader reader = reader(source, new Decoder(habit))) {
      assertThat(reader.next().path()).isEqualTo("a.zip!/first");
      FaultyDisk.failReadsFrom(150_000, ending(source), 1);

      assertThatThrownBy(reader::hasNext)
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("The storage failed at byte ");
    }
    try (SourceReader reader = reader(source, new Decoder(habit))) {
      assertThat(reader)
          .toIterable()
          .extracting(record -> record.path() + record.das().orElseThrow().pixels()[0])
          .containsExactly("a.zip!/first100000.0", "a.zip!/second100000.0");
    }
  }

  @ParameterizedTest
  @EnumSource(Habit.class)
  void storageThatStallsWithinAMemberIsNoSlowDecoder(Habit habit) throws IOException {
    Source source = source("a.zip", zip());
    try (SourceReader reader = reader(source, new Decoder(habit))) {
      assertThat(reader.next().path()).isEqualTo("a.zip!/first");
      FaultyDisk.stall(Operation.READ, ending(source), 1, Duration.ofHours(1));

      assertThatThrownBy(reader::hasNext)
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("The storage did not answer for 1500 ms");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPEN", "READ"})
  void storageThatFailsWhenASourceIsOpenedAnewBehindASlowMemberEndsTheReading(Operation operation)
      throws IOException {
    Source source = source("a.zip", zip());
    try (SourceReader reader = reader(source, new Slow())) {
      FrameRecord slow = reader.next();
      assertThat(slow.reason()).contains(Reason.TIME_LIMIT);
      FaultyDisk.fail(operation, ending(source), 1);

      assertThatThrownBy(reader::hasNext)
          .isInstanceOf(StorageException.class)
          .hasMessage("The storage does not open the file (IOException)");
    }
  }

  @Test
  void aSourceThatVanishesWhileItIsReadEndsTheReadingSoThatTheNextOneSaysSo() throws IOException {
    Source source = source("a.zip", zip());
    try (SourceReader reader = reader(source, new Slow())) {
      assertThat(reader.next().reason()).contains(Reason.TIME_LIMIT);
      Files.delete(Path.of(ending(source)));

      assertThatThrownBy(reader::hasNext)
          .isInstanceOf(StorageException.class)
          .hasMessage("The storage does not open the file again (MemberException)");
    }
    try (SourceReader reader = reader(source, new Slow())) {
      assertThat(reader)
          .toIterable()
          .extracting(record -> record.path() + " " + record.reason().orElseThrow())
          .containsExactly("a.zip UNREADABLE");
    }
  }

  /** As a network file system hangs: the thread that waits for it cannot even be interrupted. */
  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPEN", "READ"})
  void threadsThatHangInTheStorageAreNoStuckDecoders(Operation operation) throws IOException {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(DecodingThread.MOST_ABANDONED);
    Source hanging = source("hanging.zip", zip());
    FaultyDisk.happen(
        operation,
        ending(hanging),
        FaultyDisk.ALWAYS,
        () -> {
          awaitDeafly(answer);
          answered.countDown();
        });
    for (int i = 0; i < DecodingThread.MOST_ABANDONED; i++) {
      try (SourceReader reader = reader(hanging, new Decoder(Habit.SWALLOWS), within(200))) {
        assertThatThrownBy(reader::hasNext)
            .isInstanceOf(StorageException.class)
            .hasMessageStartingWith("The storage did not answer for 200 ms");
      }
    }

    try (SourceReader reader = reader(source("a.zip", zip()), new Decoder(Habit.SWALLOWS))) {
      assertThat(reader.next().reason()).isEmpty();
    } finally {
      answer.countDown();
      awaitDeafly(answered);
    }
  }

  @Test
  void whatOpensAfterItsTimeIsClosed() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Source late = source("late.zip", zip());
    FaultyDisk.happen(Operation.OPEN, ending(late), 1, () -> awaitDeafly(answer));
    FaultyDisk.happen(Operation.CLOSE, ending(late), 1, closed::countDown);
    try (SourceReader reader = reader(late, new Decoder(Habit.SWALLOWS), within(200))) {
      assertThatThrownBy(reader::hasNext).isInstanceOf(StorageException.class);
    }
    assertThat(closed.getCount()).isOne();

    answer.countDown();

    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void memoryThatRunsOutEndsTheTaskAndIsNoRecord() throws IOException {
    FormatReader greedy =
        new Stub() {
          @Override
          public Iterator<FrameRecord> read(Member member, ReadSettings settings) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    try (SourceReader reader = reader(source("a.zip", zip()), greedy)) {
      assertThatThrownBy(reader::hasNext)
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("Java heap space");
    }
  }

  private SourceReader reader(Source source, FormatReader reader) {
    return reader(source, reader, IMPATIENT);
  }

  private SourceReader reader(Source source, FormatReader reader, ReadSettings settings) {
    return new SourceReader(
        SourcePart.whole(source), conf, settings, PrivacyStep.NONE, path -> true, List.of(reader));
  }

  private static ReadSettings within(long memberTimeMs) {
    return ReadSettings.DEFAULT.withLimits(
        ArchiveLimits.DEFAULT.with(Limit.MEMBER_TIME, memberTimeMs));
  }

  private Source source(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return new Source(FaultyDisk.path(conf, file), content.length, name);
  }

  private static String ending(Source source) {
    return source.uri().substring("faulty:".length());
  }

  private static byte[] zip() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("first", new byte[100_000]);
    members.put("second", new byte[100_000]);
    return storedZip(members);
  }

  private static void awaitDeafly(CountDownLatch latch) {
    boolean wasInterrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads everything. */
  private abstract static class Stub implements FormatReader {
    @Override
    public String name() {
      return "stub";
    }

    @Override
    public boolean recognises(byte[] head) {
      return true;
    }

    @Override
    public Identifiers identifiers() {
      return Identifiers.RESEARCH;
    }
  }

  /** Gives a frame whose only pixel is the number of bytes that it got. */
  private final class Decoder extends Stub {
    private final Habit habit;

    Decoder(Habit habit) {
      this.habit = habit;
    }

    @Override
    public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
      int got = 0;
      try (InputStream in = member.stream()) {
        for (int read = in.read(); read >= 0; read = in.read()) {
          got++;
        }
      } catch (IOException | RuntimeException e) {
        behave();
      }
      Image image = new Image(new float[] {got}, 1, 1);
      return List.of(FrameRecord.ofDas(member.path(), 0, image, FrameMetadata.NONE)).iterator();
    }

    private void behave() throws MemberException {
      switch (habit) {
        case REPLACES -> throw new IllegalStateException("Something is wrong");
        case REFUSES -> throw new MemberException(Reason.MALFORMED, "The file is bad");
        case WAITS -> awaitInterrupt();
        default -> {}
      }
    }
  }

  /** Never comes to its end. */
  private final class Slow extends Stub {
    @Override
    public Iterator<FrameRecord> read(Member member, ReadSettings settings) {
      awaitInterrupt();
      throw new IllegalStateException("Stopped");
    }
  }

  private void awaitInterrupt() {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Stopped", e);
    }
  }
}
