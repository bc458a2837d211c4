/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.documents;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;
import org.mimicknet.signal.FrameException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the documents name is there: files, headings, commands, options, reasons, limits. */
class DocumentsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("mimicknet.root")).toAbsolutePath().normalize();
  private static final Path README = ROOT.resolve("README.md");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path SCIENCE = DOCS.resolve("SCIENCE.md");
  private static final Path MODEL_CARD =
      ROOT.resolve("udfs/src/main/resources/org/mimicknet/model/shipped/README.md");
  private static final List<Page> PAGES = pages();
  private static final CommandLine PROGRAM = program();

  /** Not ours, and not in the launcher either. */
  private static final Set<String> OF_SPARK_SUBMIT =
      Set.of("--jars", "--packages", "--py-files", "--files", "--deploy-mode");

  /** Of commands that docs/DATAPROC.md shows. */
  private static final Set<String> OF_GCLOUD = Set.of("--source", "--parameters");

  private static final Pattern SECTION =
      Pattern.compile("SCIENCE\\.md sections? (\\d+)(?:(?:,| and| to) (\\d+))?");
  private static final Pattern DOCUMENT = Pattern.compile("\\bdocs/[A-Z]+\\.md\\b");

  @Test
  void everyLinkLeadsToAFileAndItsHeading() {
    List<String> broken =
        PAGES.stream()
            .flatMap(
                page ->
                    page.links().stream()
                        .filter(not(link -> leadsSomewhere(page, link)))
                        .map(link -> page.path() + " -> " + link))
            .toList();

    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheReadme() {
    Set<Path> reached = new LinkedHashSet<>();
    Deque<Path> waiting = new ArrayDeque<>(List.of(README));
    while (!waiting.isEmpty()) {
      Path path = waiting.pop();
      if (reached.add(path) && path.toString().endsWith(".md") && Files.exists(path)) {
        Page page = Page.read(path);
        page.links().forEach(link -> waiting.add(target(page, link)));
      }
    }

    assertThat(reached).containsAll(PAGES.stream().map(Page::path).toList());
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Page.read(README).text().lines()).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void everyOptionIsOneOfACommandOrAScript() {
    Set<String> known = new LinkedHashSet<>(OF_SPARK_SUBMIT);
    known.addAll(OF_GCLOUD);
    PROGRAM.getSubcommands().values().forEach(command -> known.addAll(optionsOf(command)));
    scripts().forEach(script -> known.addAll(Page.options(script.text())));

    List<String> unknown =
        PAGES.stream()
            .flatMap(
                page ->
                    page.options().stream()
                        .filter(not(known::contains))
                        .map(option -> page.path() + ": " + option))
            .toList();

    assertThat(unknown).isEmpty();
  }

  @Test
  void everyExampleTakesOptionsOfItsCommand() {
    List<String> wrong =
        PAGES.stream()
            .flatMap(page -> page.calls().stream())
            .filter(not(DocumentsTest::isPossible))
            .toList();

    assertThat(wrong).isEmpty();
  }

  @Test
  void everyCommandIsInTheTable() {
    Set<String> commands = new LinkedHashSet<>(PROGRAM.getSubcommands().keySet());
    commands.remove("help");

    assertThat(firstCells("OPERATIONS.md", "Commands")).hasSameElementsAs(commands);
  }

  @Test
  void everyReasonIsInTheTable() {
    Set<String> reasons =
        Stream.concat(
                Arrays.stream(Reason.values()).map(Reason::code),
                Arrays.stream(FrameException.Reason.values()).map(FrameException.Reason::code))
            .collect(toSet());

    assertThat(firstCells("OPERATIONS.md", "Reasons")).hasSameElementsAs(reasons);
  }

  @Test
  void everyLimitIsInTheTableWithItsDefault() {
    Map<String, OptionSpec> options =
        PROGRAM.getSubcommands().get("ingest").getCommandSpec().optionsMap();
    List<String> rows =
        options.entrySet().stream()
            .filter(option -> option.getKey().startsWith("--limit-"))
            .map(
                option ->
                    "| `%s` | %s |".formatted(option.getKey(), option.getValue().defaultValue()))
            .toList();

    assertThat(rows).isNotEmpty();
    assertThat(section("ARCHIVES.md", "Limits")).contains(rows);
  }

  @Test
  void everySectionThatTheCodeCitesIsThere() {
    Set<String> sections =
        Page.read(SCIENCE).headings().stream()
            .map(heading -> heading.replaceFirst("\\..*", ""))
            .collect(toSet());
    Set<String> cited =
        sources().stream()
            .flatMap(source -> SECTION.matcher(inOneLine(source)).results())
            .flatMap(citation -> Stream.of(citation.group(1), citation.group(2)))
            .filter(number -> number != null)
            .collect(toSet());

    assertThat(cited).isNotEmpty();
    assertThat(sections).containsAll(cited);
  }

  @Test
  void everyDocumentThatTheCodeNamesIsThere() {
    Set<String> named =
        sources().stream()
            .flatMap(source -> DOCUMENT.matcher(source.text()).results())
            .map(MatchResult::group)
            .collect(toSet());

    assertThat(named).isNotEmpty().allMatch(name -> Files.exists(ROOT.resolve(name)));
  }

  private static boolean leadsSomewhere(Page page, String link) {
    Path target = target(page, link);
    int anchor = link.indexOf('#');
    return Files.exists(target)
        && (anchor < 0 || Page.read(target).anchors().contains(link.substring(anchor + 1)));
  }

  private static Path target(Page page, String link) {
    String file = link.replaceFirst("#.*", "");
    return file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
  }

  /** Whether a call, after Spark's settings, is a command with options that it has. */
  private static boolean isPossible(String call) {
    String command = call.replaceFirst("^(--[a-z-]+ \\S+ +)*", "");
    String name = command.split(" ", 2)[0];
    if (name.equals("submit")) {
      return isPossibleSubmit(command);
    }
    CommandLine known = PROGRAM.getSubcommands().get(name);
    return known != null && optionsOf(known).containsAll(Page.options(command));
  }

  /** A submit has options of its own, and then a command with what it takes. */
  private static boolean isPossibleSubmit(String call) {
    String ofSubmit = "(-h|--help|--(create|gpu|async|dry-run) ?|--[a-z-]+[= ]('[^']*'|\\S+) ?)";
    String command = call.replaceFirst("^submit +(" + ofSubmit + " *)*", "");
    Set<String> own = Page.options(Page.read(ROOT.resolve("conf/dataproc/submit.sh")).text());
    return own.containsAll(Page.options(call.substring(0, call.length() - command.length())))
        && (command.isBlank() || isPossible(command));
  }

  private static Set<String> optionsOf(CommandLine command) {
    return command.getCommandSpec().optionsMap().keySet();
  }

  /** The names in the first column of the table in a section. */
  private static List<String> firstCells(String page, String heading) {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(section(page, heading))
        .results()
        .map(cell -> cell.group(1))
        .toList();
  }

  private static String section(String page, String heading) {
    String text = Page.read(DOCS.resolve(page)).text();
    String mark = "\n## " + heading + "\n";
    assertThat(text).contains(mark);
    String section = text.substring(text.indexOf(mark) + mark.length());
    int end = section.indexOf("\n## ");
    return end < 0 ? section : section.substring(0, end);
  }

  private static CommandLine program() {
    try {
      return new CommandLine(Class.forName("org.mimicknet.jobs.MimickNetCommand"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Cannot find the commands", e);
    }
  }

  private static List<Page> pages() {
    return Stream.concat(
            Stream.of(
                README, ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("CHANGELOG.md"), MODEL_CARD),
            files(DOCS, ".md"))
        .map(Page::read)
        .toList();
  }

  private static List<Page> scripts() {
    return Stream.concat(
            Stream.of("mimicknet", "jobs/release/dist.sh", "conf/dataproc/submit.sh", "tests/gpu")
                .map(ROOT::resolve),
            files(ROOT.resolve("tests/python"), ".py"))
        .map(Page::read)
        .toList();
  }

  private static List<Page> sources() {
    return Stream.of("udfs", "pipeline", "jobs", "tests")
        .flatMap(module -> files(ROOT.resolve(module), ".java"))
        .map(Page::read)
        .toList();
  }

  /** A comment goes on in the next line. */
  private static String inOneLine(Page source) {
    return source.text().replaceAll("\\s*\n\\s*(\\* |// )?", " ");
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all
          .filter(path -> path.toString().endsWith(ending))
          .filter(path -> !path.toString().contains("/target/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
