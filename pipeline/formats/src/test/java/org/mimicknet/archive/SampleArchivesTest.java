/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.source;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.format.WrittenSamples;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Real archives, against what Python's zipfile and tarfile found in them (FACTS.json). */
class SampleArchivesTest {
  /** Python writes NaN into its JSON. */
  private static final ObjectMapper FACTS =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final String COMPRESS = "apache__commons-compress/";

  @ParameterizedTest
  @CsvSource({
    "archives/apache__commons-compress/bla.tar",
    "archives/apache__commons-compress/bla.zip",
    "archives/apache__commons-compress/bla.tar.bz2",
    "archives/apache__commons-compress/bla.tar.xz",
    "archives/ivmartel__dwv/dwv-test_bad.zip",
    "archives-hostile/apache__commons-compress/COMPRESS-380/COMPRESS-380.zip",
    "archives-hostile/snyk__zip-slip-vulnerability/archives/zip-slip.tar",
    "archives-hostile/snyk__zip-slip-vulnerability/archives/zip-slip-win.tar",
    "archives-hostile/snyk__zip-slip-vulnerability/archives/zip-slip-win.zip"
  })
  @NeedsSharedData("archives of real systems")
  void everyMemberOfARealArchiveIsReadToItsSize(String name) throws IOException {
    Path file = SharedData.sample(name);
    JsonNode facts = FACTS.readTree(SharedData.sample("FACTS.json").toFile());

    assertThat(Walk.lines(source(file))).isEqualTo(lines(file, facts.get(name).get("entries")));
  }

  static Stream<Arguments> written() {
    return WrittenSamples.facts("archives/").entrySet().stream()
        .map(archive -> Arguments.of(archive.getKey(), archive.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("written")
  void everyMemberOfAWrittenArchiveIsReadToItsSize(String name, JsonNode facts) {
    Path file = WrittenSamples.file(name);

    assertThat(Walk.lines(source(file))).isEqualTo(lines(file, facts.get("entries")));
  }

  private static List<String> lines(Path file, JsonNode entries) {
    return Stream.iterate(0, i -> i < entries.size(), i -> i + 1)
        .map(entries::get)
        .filter(entry -> !entry.get(0).asText().endsWith("/"))
        .map(
            entry ->
                file.getFileName()
                    + "!/"
                    + MemberNames.display(entry.get(0).asText())
                    + " "
                    + entry.get(1).asLong())
        .toList();
  }

  @Test
  @NeedsSharedData("archives of real systems")
  void zstdAndSevenZipGiveTheSameFilesAsTheTarBesideThem() {
    Path zstd = SharedData.sample("archives/" + COMPRESS + "zstd-tests.tar");
    Path sevenZip = SharedData.sample("archives/" + COMPRESS + "bla.7z");

    assertThat(Walk.lines(source(zstd)))
        .containsExactly(
            "zstd-tests.tar!/bla.tar.zst!/test1.xml 610",
            "zstd-tests.tar!/bla.tar.zst!/test2.xml 82",
            "zstd-tests.tar!/zstandard.testdata.zst!/zstandard.testdata 97",
            "zstd-tests.tar!/zstandard.testdata 97");
    assertThat(Walk.lines(source(sevenZip)))
        .containsExactly("bla.7z!/test1.xml 610", "bla.7z!/test2.xml 82");
  }

  /** What each hostile sample gives, beside the spreadsheet of the next test. */
  private static final Map<String, List<String>> HOSTILE =
      Map.ofEntries(
          Map.entry("COMPRESS-178-fail.tar", List.of(" malformed")),
          Map.entry(
              "COMPRESS-214_unix_symlinks.zip",
              List.of(
                  "!/COMPRESS-214_unix_symlinks/a/b/c/d/e/f/g 15",
                  "!/COMPRESS-214_unix_symlinks/\u82b1\u5b50/\u745b\u5b50/\u5897\u8c37/\uF999 14")),
          Map.entry("COMPRESS-380.zip", List.of("!/input2 3072")),
          Map.entry("COMPRESS-492.7z", List.of()),
          Map.entry("COMPRESS-529-fail.tar", List.of("!/aaa truncated")),
          Map.entry("COMPRESS-530-fail.tar", List.of(" malformed")),
          Map.entry("COMPRESS-542-1.7z", List.of(" malformed")),
          Map.entry("COMPRESS-542-2.7z", List.of(" malformed")),
          Map.entry(
              "COMPRESS-544_truncated_in_content-fail.tar",
              List.of("!/test/foo 21", "!/test/bar truncated")),
          Map.entry("COMPRESS-548.zip", List.of("!/docker_routine.sh truncated")),
          Map.entry("COMPRESS-553-fail.tar", List.of("!/\u00FF\uFFFD 0", " malformed")),
          Map.entry("COMPRESS-569-fail.tar", List.of(" 513")),
          Map.entry("bla.encrypted.7z", List.of(" encrypted")),
          Map.entry("invalid-zip.zip", List.of(" 141")),
          Map.entry("gnu.tar", List.of()),
          Map.entry("zip-slip-win.tar", List.of("!/good.txt 19", "!/Temp/evil.txt 20")),
          Map.entry("zip-slip-win.zip", List.of("!/good.txt 19", "!/Temp/evil.txt 20")),
          Map.entry("zip-slip.tar", List.of("!/good.txt 19", "!/tmp/evil.txt 20")));

  @Test
  @NeedsSharedData("hostile archives")
  void everyHostileSampleIsReadSafelyOrRefusedWithAReason() throws IOException {
    Map<String, List<String>> found = new HashMap<>();
    try (Stream<Path> files = Files.walk(SharedData.sample("archives-hostile"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        List<String> lines =
            Assertions.assertTimeout(Duration.ofSeconds(10), () -> Walk.lines(source(file)), name);
        found.put(name, lines.stream().map(line -> line.substring(name.length())).toList());
      }
    }

    assertThat(found.remove("zipbomb.xlsx")).hasSize(19);
    assertThat(found).isEqualTo(HOSTILE);
  }

  @Test
  @NeedsSharedData("a bomb")
  void aMemberThatUnpacksTo975TimesItsSizeIsStoppedAndTheOthersAreRead() {
    Path file = SharedData.sample("archives-hostile/" + COMPRESS + "zipbomb.xlsx");

    List<String> lines = Walk.lines(source(file));

    assertThat(lines).hasSize(19);
    assertThat(lines.get(0)).isEqualTo("zipbomb.xlsx!/[Content_Types].xml limit_exceeded");
    assertThat(lines.subList(1, 19)).noneMatch(line -> line.contains("limit_exceeded"));
    assertThat(lines).contains("zipbomb.xlsx!/xl/theme/theme1.xml 6995");
  }
}
