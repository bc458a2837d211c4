/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.FaultyDisk.Operation;

class StorageTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final String VANISHED = "The file has vanished since the input was listed";

  private final Configuration conf = new Configuration(false);
  @TempDir Path folder;

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  /** As the disk of a cluster and an object store say it. */
  static Stream<IOException> refusals() {
    return Stream.of(
        new AccessControlException("Permission denied: user=me, inode=/Doe_Jane.mat"),
        new AccessDeniedException("/Doe_Jane.mat"));
  }

  /** Java says of it what it says of a file that is not there, in the language of the system. */
  @Test
  void whetherAFileMayBeReadIsAskedAndNotReadFromAText() throws IOException {
    Source source = source("Doe_Jane.mat");
    FaultyDisk.happen(
        Operation.OPEN,
        "Doe_Jane.mat",
        1,
        () -> {
          throw new FileNotFoundException("/Doe_Jane.mat (Keine Berechtigung)");
        });
    FaultyDisk.happen(
        Operation.ACCESS,
        "Doe_Jane.mat",
        1,
        () -> {
          throw new AccessControlException("user=me, access=READ, inode=/Doe_Jane.mat");
        });

    assertUnreadable(source, "The file may not be read: give this user permission");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whoHasNoPermissionIsToldSoWhetherAtTheOpeningOrAtTheFirstRead(IOException refusal)
      throws IOException {
    for (Operation operation : new Operation[] {Operation.OPEN, Operation.READ}) {
      Source source = source("Doe_Jane.mat");
      FaultyDisk.happen(
          operation,
          "Doe_Jane.mat",
          1,
          () -> {
            throw refusal;
          });

      assertUnreadable(source, "The file may not be read: give this user permission");
    }
  }

  @Test
  void aFileThatItsFolderDoesNotHaveAnyMoreHasVanished() throws IOException {
    Source source = source("a.mat");
    Files.delete(folder.resolve("a.mat"));

    assertUnreadable(source, VANISHED);
  }

  /** Linux says so of a process that has too many files open, and means no file by it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/Doe_Jane.mat (Too many open files)", "/Doe_Jane.mat", "/x (Permission denied)"})
  void aFileThatIsThereHasNotVanishedWhateverOpeningItSays(String message) throws IOException {
    Source source = source("a.mat");
    FaultyDisk.happen(
        Operation.OPEN,
        "a.mat",
        1,
        () -> {
          throw new FileNotFoundException(message);
        });

    assertThatThrownBy(() -> Storage.open(source, conf))
        .isInstanceOf(StorageException.class)
        .hasMessage("The storage does not open the file (FileNotFoundException)")
        .hasNoCause();
  }

  @Test
  void whetherAFileHasVanishedIsNotGuessed() throws IOException {
    Source source = source("a.mat");
    Files.delete(folder.resolve("a.mat"));
    FaultyDisk.happen(
        Operation.OPEN,
        "a.mat",
        1,
        () -> {
          throw new FileNotFoundException("/a.mat");
        });
    FaultyDisk.fail(Operation.STATUS, "a.mat", 1);

    assertThatThrownBy(() -> Storage.open(source, conf))
        .isInstanceOf(StorageException.class)
        .hasMessage("The storage does not open the file (IOException)");
    assertUnreadable(source, VANISHED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPEN", "READ"})
  void whatTheStorageSaysForNowIsThrownWithoutThePath(Operation operation) throws IOException {
    Source source = source("Doe_Jane.mat");
    FaultyDisk.happen(
        operation,
        "Doe_Jane.mat",
        1,
        () -> {
          throw new IOException("/Doe_Jane.mat: Input/output error");
        });

    assertThatThrownBy(() -> Storage.open(source, conf))
        .isInstanceOf(StorageException.class)
        .hasMessage("The storage does not open the file (IOException)")
        .hasNoCause();
  }

  @Test
  void afterAFailureEveryReadFailsWithTheSame() throws Exception {
    byte[] content = new byte[100_000];
    Path file = Files.write(folder.resolve("a.mat"), content);
    Source source = new Source(FaultyDisk.path(conf, file), content.length, "a.mat");
    try (SeekableSource opened = Storage.open(source, conf)) {
      opened.skipNBytes(20_000);
      FaultyDisk.fail(Operation.READ, "a.mat", 1);

      assertThatThrownBy(opened::read)
          .isInstanceOf(StorageException.class)
          .hasMessage("The storage failed at byte 20000 of 100000 (IOException)");
      StorageException failure = opened.watch().failure().orElseThrow();
      opened.seek(90_000);
      assertThatThrownBy(opened::read).isSameAs(failure);
      assertThatThrownBy(opened.watch()::requireSound).isSameAs(failure);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"READ", "SEEK"})
  void anEndThatTheStorageThrowsIsNoEndOfTheFile(Operation operation) throws Exception {
    Path file = Files.write(folder.resolve("a.mat"), new byte[100_000]);
    Source source = new Source(FaultyDisk.path(conf, file), 100_000, "a.mat");
    try (SeekableSource opened = Storage.open(source, conf)) {
      FaultyDisk.happen(
          operation,
          "a.mat",
          1,
          () -> {
            throw new EOFException("Cannot seek after EOF");
          });
      opened.seek(50_000);

      assertThatThrownBy(opened::read)
          .isInstanceOf(StorageException.class)
          .hasMessage("The storage gave 50000 of the 100000 bytes that it listed for the file");
    }
  }

  @Test
  void aFileThatIsLongerThanItWasListedEndsWhereItDid() throws Exception {
    Path file = Files.write(folder.resolve("a.mat"), new byte[10]);

    try (SeekableSource opened = Storage.open(new Source(file.toString(), 4, "a.mat"), conf)) {
      assertThat(opened.readAllBytes()).hasSize(4);
    }
  }

  private void assertUnreadable(Source source, String message) {
    assertThatThrownBy(() -> Storage.open(source, conf))
        .isInstanceOf(MemberException.class)
        .hasMessage(message)
        .hasNoCause()
        .extracting(e -> ((MemberException) e).reason())
        .isEqualTo(Reason.UNREADABLE);
  }

  private Source source(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), CONTENT);
    return new Source(FaultyDisk.path(conf, file), CONTENT.length, name);
  }
}
