/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedCopyTest {
  private final Configuration hadoop = new Configuration();
  @TempDir private java.nio.file.Path folder;
  private Path place;
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    place = new Path(folder.toUri().toString(), "set");
    files = place.getFileSystem(hadoop);
  }

  @Test
  void ofTwoRunsAtOnceTheLaterUsesTheCopyOfTheEarlierAndNeitherLosesAFile() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    Consumer<Path> slow =
        copy -> {
          write(copy, "part-0");
          half.countDown();
          await(otherIsDone);
          write(copy, "part-1");
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Path> late = pool.submit(() -> SharedCopy.in(place, hadoop, slow));
      half.await();
      Path early = SharedCopy.in(place, hadoop, this::writeBoth);
      assertThat(files.listStatus(place)).as("both are there while both write").hasSize(2);
      otherIsDone.countDown();

      assertThat(late.get()).isEqualTo(early);
      assertThat(names(early)).contains("part-0", "part-1");
      assertThat(files.listStatus(place)).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aWholeCopyIsNotWrittenAgain() throws IOException {
    Path first = SharedCopy.in(place, hadoop, this::writeBoth);

    assertThat(
            SharedCopy.in(
                place,
                hadoop,
                copy -> {
                  throw new AssertionError("written again");
                }))
        .isEqualTo(first);
  }

  @Test
  void aCopyThatFailedIsNoCopyAndGoes() throws IOException {
    assertThatThrownBy(
            () ->
                SharedCopy.in(
                    place,
                    hadoop,
                    copy -> {
                      write(copy, "part-0");
                      throw new IllegalStateException("no space");
                    }))
        .hasMessage("no space");
    assertThat(files.listStatus(place)).isEmpty();
    write(new Path(place, "copy-of-a-killed-run"), "part-0");

    assertThat(names(SharedCopy.in(place, hadoop, this::writeBoth))).contains("part-0", "part-1");
  }

  @Test
  void aCopyWhoseMarkCannotBeWrittenGoes() {
    assertThatThrownBy(() -> SharedCopy.in(broken("set"), hadoop, this::writeBoth))
        .isInstanceOf(IOException.class)
        .hasMessage("No mark");

    assertThat(folder.resolve("set")).isEmptyDirectory();
  }

  @Test
  void aFailureToDeleteDoesNotHideWhyTheCopyFailed() {
    assertThatThrownBy(
            () ->
                SharedCopy.in(
                    broken("kept"),
                    hadoop,
                    copy -> {
                      throw new IllegalStateException("no space");
                    }))
        .hasMessage("no space");
  }

  @Test
  void whatKilledRunsAndEarlyVersionsLeftGoesWhenNobodyHasWrittenToItForDays() throws IOException {
    Path whole = SharedCopy.in(place, hadoop, this::writeBoth);
    write(new Path(place, "copy-of-a-killed-run/_temporary/0"), "part-0");
    write(new Path(place, "copy-under-way"), "part-0");
    write(place, "part-0-of-an-early-version");
    write(place, "_SUCCESS");
    Instant now = Instant.parse("2026-01-31T00:00:00Z");
    setTimes(now.minus(Duration.ofDays(8)));
    Path underWay = new Path(place, "copy-under-way/part-0");
    files.setTimes(underWay, now.minus(Duration.ofDays(6)).toEpochMilli(), -1);

    assertThat(SharedCopy.in(place, hadoop, this::writeBoth, () -> now)).isEqualTo(whole);

    assertThat(names(place)).containsExactlyInAnyOrder(whole.getName(), "copy-under-way");
    assertThat(names(whole)).contains("part-0", "part-1");
  }

  private Path broken(String name) {
    hadoop.set("fs.broken.impl", BrokenDisk.class.getName());
    return new Path("broken:" + folder.resolve(name));
  }

  /** Writes no marks, and deletes nothing in a folder that is kept. */
  static final class BrokenDisk extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("broken:///");
    }

    @Override
    public FSDataOutputStream create(Path file) throws IOException {
      throw new IOException("No mark");
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      if (path.getParent().getName().equals("kept")) {
        throw new IOException("Not deleted");
      }
      return super.delete(path, recursive);
    }
  }

  private void setTimes(Instant time) throws IOException {
    RemoteIterator<LocatedFileStatus> all = files.listFiles(place, true);
    while (all.hasNext()) {
      files.setTimes(all.next().getPath(), time.toEpochMilli(), -1);
    }
  }

  private void writeBoth(Path copy) {
    write(copy, "part-0");
    write(copy, "part-1");
  }

  private void write(Path copy, String name) {
    try {
      copy.getFileSystem(hadoop).create(new Path(copy, name), false).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] names(Path copy) throws IOException {
    return Arrays.stream(files.listStatus(copy))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toArray(String[]::new);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
