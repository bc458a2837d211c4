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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    "archives/apache__commons-compress/zstd-tests.tar",
    "archives/ivmartel__dwv/dwv-test_bad.zip",
    "archives-hostile/apache__commons-compress/COMPRESS-380/COMPRESS-380.zip",
    "archives-hostile/snyk__zip-slip-vulnerability/archives/zip-slip.tar",
    "archives-hostile/snyk__zip-slip-vulnerability/archives/zip-slip-win.tar",
    "archives-hostile/snyk__zip-slip-vulnerability/archives/zip-slip-win.zip"
  })
  void everyMemberIsReadToItsSize(String name) throws IOException {
    Path file = SharedData.sample(name);
    JsonNode facts = FACTS.readTree(SharedData.sample("FACTS.json").toFile());
    List<String> expected =
        Stream.of(facts.get(name).get("entries"))
            .flatMap(
                entries -> Stream.iterate(0, i -> i < entries.size(), i -> i + 1).map(entries::get))
            .filter(entry -> !entry.get(0).asText().endsWith("/"))
            .map(
                entry ->
                    file.getFileName()
                        + "!/"
                        + MemberNames.display(entry.get(0).asText())
                        + " "
                        + entry.get(1).asLong())
            .toList();

    assertThat(Walk.lines(source(file))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "COMPRESS-178-fail.tar, COMPRESS-178-fail.tar malformed",
    "COMPRESS-529-fail.tar, COMPRESS-529-fail.tar!/aaa truncated",
    "COMPRESS-530-fail.tar, COMPRESS-530-fail.tar malformed",
    "COMPRESS-548.zip, COMPRESS-548.zip!/docker_routine.sh truncated",
  })
  void aBrokenArchiveIsOneProblem(String name, String line) {
    Path file = SharedData.sample("archives-hostile/" + COMPRESS + name);

    assertThat(Walk.lines(source(file))).containsExactly(line);
  }

  @Test
  void whatComesBeforeTheDamageIsKept() {
    String name = "COMPRESS-544_truncated_in_content-fail.tar";
    Path file = SharedData.sample("archives-hostile/" + COMPRESS + name);

    assertThat(Walk.lines(source(file)))
        .containsExactly(name + "!/test/foo 21", name + "!/test/bar truncated");
  }

  @Test
  void aMemberThatUnpacksTo975TimesItsSizeIsStoppedAndTheOthersAreRead() {
    Path file = SharedData.sample("archives-hostile/" + COMPRESS + "zipbomb.xlsx");

    List<String> lines = Walk.lines(source(file));

    assertThat(lines).hasSize(19);
    assertThat(lines.get(0)).isEqualTo("zipbomb.xlsx!/[Content_Types].xml limit_exceeded");
    assertThat(lines.subList(1, 19)).noneMatch(line -> line.contains("limit_exceeded"));
    assertThat(lines).contains("zipbomb.xlsx!/xl/theme/theme1.xml 6995");
  }

  @Test
  void linksAreSkipped() {
    Path zip = SharedData.sample("archives-hostile/" + COMPRESS + "COMPRESS-214_unix_symlinks.zip");
    Path tar = SharedData.sample("archives-hostile/" + COMPRESS + "longsymlink/gnu.tar");

    assertThat(Walk.lines(source(zip)))
        .contains("COMPRESS-214_unix_symlinks.zip!/COMPRESS-214_unix_symlinks/a/b/c/d/e/f/g 15")
        .noneMatch(line -> line.contains("link5"));
    assertThat(Walk.lines(source(tar))).isEmpty();
  }

  @Test
  void everySampleEndsInTimeWithSomethingSaid() throws IOException {
    for (String folder : List.of("archives", "archives-hostile")) {
      try (Stream<Path> files = Files.walk(SharedData.sample(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          List<String> lines =
              Assertions.assertTimeout(
                  Duration.ofSeconds(10), () -> Walk.lines(source(file)), file::toString);
          boolean onlyLinks = file.endsWith("gnu.tar");
          assertThat(lines.isEmpty()).as(file.toString()).isEqualTo(onlyLinks);
        }
      }
    }
  }
}
