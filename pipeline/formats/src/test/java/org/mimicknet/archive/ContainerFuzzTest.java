/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged archives of every kind, always the same ones: a walk gives members and typed problems,
 * and throws nothing.
 */
class ContainerFuzzTest {
  private static final int ROUNDS = 80;
  private static final String REASONS =
      Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining("|"));
  private static final ArchiveLimits LIMITS =
      ArchiveLimits.DEFAULT.with(Limit.MEMBER_BYTES, 1 << 20).with(Limit.WORKING_BYTES, 16 << 20);

  @TempDir Path folder;

  static Stream<Map.Entry<String, byte[]>> archives() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("day/a.mat", random(900));
    members.put("b.csv", ArchiveBuilder.text("filename,probe\na.mat,c52v\n".repeat(9)));
    members.put("i.zip", zip(Map.of("c", random(200))));
    Map<String, byte[]> archives = new LinkedHashMap<>();
    archives.put("a.zip", zip(members));
    archives.put("a.tar", tar(members));
    for (Packer packer : Packer.values()) {
      archives.put("a.tar" + packer.suffix, packer.pack(tar(members)));
    }
    archives.put("lzma.7z", ArchiveBuilder.sevenZip(SevenZMethod.LZMA2, members));
    archives.put("copy.7z", ArchiveBuilder.sevenZip(SevenZMethod.COPY, members));
    archives.put("nested.tar", tar(archives));
    return archives.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void flippedAndCutBytesGiveOnlyTypedProblems(Map.Entry<String, byte[]> archive) {
    Random random = new Random(20_261_124);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = archive.getValue().clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (round % 4 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      Source source = source(folder, archive.getKey(), damaged);

      assertTyped(Walk.lines(source, LIMITS));
    }
  }

  @Property(tries = 60, seed = "20261124")
  void whateverFollowsAMagicIsReadOrRefused(@ForAll @Size(max = 700) byte[] bytes)
      throws IOException {
    for (String magic :
        List.of(
            "PK\3\4",
            "7z\u00BC\u00AF'\u001C\0\4",
            "\u001F\u008B\b",
            "BZh91AY&SY",
            "\u00FD7zXZ\0",
            "(\u00B5/\u00FD",
            "\u0089LZO\0\r\n\u001A\n")) {
      byte[] file = new byte[magic.length() + bytes.length];
      for (int i = 0; i < magic.length(); i++) {
        file[i] = (byte) magic.charAt(i);
      }
      System.arraycopy(bytes, 0, file, magic.length(), bytes.length);
      Path path = Files.createTempFile("magic", ".bin");
      Files.write(path, file);
      assertTyped(Walk.lines(source(path), LIMITS));
      Files.delete(path);
    }
  }

  private static void assertTyped(List<String> lines) {
    assertThat(lines).allMatch(line -> line.matches("(?s).* (\\d+|" + REASONS + ")"));
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
