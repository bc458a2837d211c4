/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.Source;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.format.mat.MatReader;

/** Members whose decoder never comes back. */
class TimeLimitTest {
  private static final Duration LIMIT = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final Stubborn stubborn = new Stubborn();

  /** A decoder that computes for ever, deaf to interrupts, or that waits and can be interrupted. */
  private static final class Stubborn implements FormatReader {
    private volatile boolean isReleased;
    private final CountDownLatch never = new CountDownLatch(1);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
      return "stubborn";
    }

    @Override
    public boolean recognises(byte[] head) {
      String text = new String(head, StandardCharsets.ISO_8859_1);
      return text.startsWith("SPIN") || text.startsWith("WAIT");
    }

    @Override
    public Identifiers identifiers() {
      return Identifiers.RESEARCH;
    }

    @Override
    public Iterator<FrameRecord> read(Member member, ReadSettings settings) {
      threads.add(Thread.currentThread());
      if (member.head()[0] == 'S') {
        while (!isReleased) {
          Thread.onSpinWait();
        }
      } else {
        try {
          never.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      throw new IllegalStateException("Stopped");
    }
  }

  @BeforeAll
  static void readOnceWithoutALimitWhatIsReadBelow(@TempDir Path folder) throws IOException {
    Source source = source(folder, "a.zip", zip(Map.of("a.mat", MatFiles.frame(5, 3))));
    try (SourceReader reader =
        new SourceReader(source, new Configuration(false), ReadSettings.DEFAULT)) {
      assertThat(reader.next().das()).isPresent();
    }
  }

  /** The JVM counts a decoder that was left behind until its thread ends. */
  @AfterEach
  void letTheDecodersGo() throws InterruptedException {
    stubborn.isReleased = true;
    for (Thread thread : stubborn.threads) {
      thread.join();
    }
  }

  @Test
  void aDecoderThatIsStuckCostsItsMemberAndTheArchiveGoesOn() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.mat", MatFiles.frame(5, 3));
    members.put("spin", text("SPIN"));
    members.put("b.mat", MatFiles.frame(5, 3));
    members.put("wait", text("WAIT"));
    members.put("c.mat", MatFiles.frame(5, 3));

    for (byte[] archive : List.of(zip(members), gzip(tar(members)))) {
      assertThat(lines(source(folder, "x", archive)))
          .containsExactly(
              "x!/a.mat ok",
              "x!/spin The file takes longer than 1500 ms: look at it, or raise the limit",
              "x!/b.mat ok",
              "x!/wait The file takes longer than 1500 ms: look at it, or raise the limit",
              "x!/c.mat ok");
    }
  }

  @Test
  void aPlainFileWhoseDecoderIsStuckIsOneRecord() {
    assertThat(lines(source(folder, "wait", text("WAIT"))))
        .containsExactly("wait The file takes longer than 1500 ms: look at it, or raise the limit");
  }

  @Test
  void anArchiveOfNothingElseEndsAfterFourOfThem() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      members.put("m" + i, text("WAIT"));
    }

    List<String> lines = lines(source(folder, "x.zip", zip(members)));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(3))
        .isEqualTo(
            "x.zip!/m3 The file takes longer than 1500 ms: look at it, or raise the limit; it is the"
                + " 4th of its archive, whose rest is not read");
  }

  @Test
  void tooManyStuckDecodersEndTheTaskAndNotOneMember() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < DecodingThread.MOST_ABANDONED; i++) {
      members.put("m" + i, text("SPIN"));
    }
    Source spinning = source(folder, "x.zip", zip(members));
    Source good = source(folder, "a.mat", MatFiles.frame(5, 3));

    assertThatThrownBy(() -> lines(spinning, good))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot read on: 4 decoders in this JVM did not stop");
  }

  private List<String> lines(Source... sources) {
    List<String> lines = new ArrayList<>();
    ReadSettings settings =
        ReadSettings.DEFAULT.withLimits(
            ArchiveLimits.DEFAULT.with(Limit.MEMBER_TIME, LIMIT.toMillis()));
    for (Source source : sources) {
      try (SourceReader reader =
          new SourceReader(
              SourcePart.whole(source),
              new Configuration(false),
              settings,
              PrivacyStep.NONE,
              path -> true,
              List.of(stubborn, new MatReader()))) {
        reader.forEachRemaining(
            record ->
                lines.add(
                    record.path() + " " + (record.reason().isEmpty() ? "ok" : record.detail())));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return lines;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
