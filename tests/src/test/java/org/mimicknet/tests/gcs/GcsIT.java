/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.QuickJvm;
import org.mimicknet.tests.gcs.FaultPlan.Fault;
import org.mimicknet.tests.lines.Dump;

/**
 * The main path over gs://, archives and warehouse, through Google's own connector, equals that on
 * the local disk in every digit; with faults between, too, and by how many requests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GcsIT {
  private static final BuiltLine LINE = BuiltLine.tested();
  private static final List<String> TABLES = List.of("frames", "enhanced", "study_summary");
  private static final String ARCHIVES = "gs://lake/archives";
  private static final String VIEW = "SELECT * FROM site_summary ORDER BY site";
  private static final long SEED = 15;

  /** Some members of the demonstration give no frame. */
  private static final String ALL_MAY_FAIL = "--max-failed-fraction=1";

  /** Fewer than some frames of the demonstration have: they wait in quarantine for the replay. */
  private static final String FEW_PIXELS = "--limit-frame-pixels=50000";

  /** So many requests of enhance are answered before the storage fails for good. */
  private static final int ANSWERED = 60;

  /** In whole blocks of a tar. */
  private static final long MORE_THAN_2_GIB = 2_200L << 20;

  private static final int BLOCK = 512;

  @TempDir private static Path folder;
  private static GcsServer server;
  private static FaultProxy proxy;
  private static DrivenProgram program;
  private static Map<String, List<String>> local;
  private static String localView;

  @BeforeAll
  static void demonstrationOnTheDisk() throws Exception {
    server = GcsServer.start(folder);
    proxy = new FaultProxy(server.address());
    program = new DrivenProgram(folder, settings());
    program.run("demo").succeeded();
    Path demo = folder.resolve("mimicknet-demo");
    server.makeBucket("lake");
    server.upload(demo.resolve("archives"), "lake", "archives");
    local = rows(demo.resolve("warehouse"));
    localView = program.run(words("sql", demo.resolve("warehouse").toString(), VIEW)).out();
  }

  @AfterAll
  static void stop() throws Exception {
    if (proxy != null) {
      program.close();
      proxy.close();
      System.out.println(proxy.counts().table());
    }
    if (server != null) {
      server.close();
    }
  }

  /** As conf/ has them for Google's storage, and as a machine without Google has to. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("spark.hadoop.fs.gs.storage.root.url", proxy.address() + "/");
    settings.put("spark.hadoop.fs.gs.auth.service.account.enable", "false");
    settings.put("spark.hadoop.fs.gs.auth.null.enable", "true");
    settings.put("spark.hadoop.fs.gs.project.id", "test");
    return settings;
  }

  @Test
  @Order(1)
  void isEqualToTheLocalOneInEveryDigit() throws Exception {
    run("ingest", "ingest", "gs://lake/w", "--input", ARCHIVES, ALL_MAY_FAIL).succeeded();
    run("enhance", "enhance", "gs://lake/w", ALL_MAY_FAIL).succeeded();
    run("summarize", "summarize", "gs://lake/w").succeeded();

    assertEqualToLocal("w");
  }

  @Test
  @Order(2)
  void aSecondRunAddsNothing() throws Exception {
    assertThat(
            run("ingest again", "ingest", "gs://lake/w", "--input", ARCHIVES, ALL_MAY_FAIL)
                .succeeded()
                .out())
        .contains("Ingest: nothing new");
    assertThat(run("enhance again", "enhance", "gs://lake/w", ALL_MAY_FAIL).succeeded().out())
        .contains("Enhance: nothing new");
    assertThat(run("summarize again", "summarize", "gs://lake/w").succeeded().out())
        .contains("Summarize: 0 studies computed");

    assertEqualToLocal("w");
  }

  @Test
  @Order(3)
  void theLauncherHasTheConnectorByItself() throws Exception {
    proxy.counts().phase("a view");

    Cli.Run run = launched(settings(), Map.of(), words("sql", "gs://lake/w", VIEW)).succeeded();

    assertThat(run.out()).isEqualTo(localView);
  }

  @Test
  @Order(4)
  void noCommandCostsMoreRequestsThanItMay() {
    SoftAssertions.assertSoftly(
        all ->
            RequestLimits.most()
                .forEach(
                    (phase, most) ->
                        all.assertThat(proxy.counts().total(phase))
                            .as("requests of: %s%n%s", phase, proxy.counts().table())
                            .isBetween(1, most)));
  }

  @Test
  @Order(5)
  void faultsLoseNothingAndDoubleNothing() throws Exception {
    FaultPlan faults = FaultPlan.seeded(SEED);
    List<List<String>> commands =
        List.of(
            List.of("ingest", "--input", ARCHIVES, FEW_PIXELS, ALL_MAY_FAIL),
            List.of("replay", "--input", ARCHIVES, "--reason", "limit_exceeded", ALL_MAY_FAIL),
            List.of("enhance", ALL_MAY_FAIL),
            List.of("summarize"));
    proxy.pageEntries(3);
    for (List<String> command : commands) {
      String[] options = command.subList(1, command.size()).toArray(new String[0]);
      proxy.faults(faults);
      Cli.Run run = run(command.get(0) + " with faults", command.get(0), "gs://lake/f", options);
      assertThat(run.exitCode()).as("%s%n%s", run.out(), run.err()).isIn(0, 4);
      System.out.printf(
          "%s with faults %s ended with %s%n", command.get(0), faults.met(), run.exitCode());
      proxy.faults(FaultPlan.none());
      run(command.get(0) + " after faults", command.get(0), "gs://lake/f", options).succeeded();
    }

    assertThat(faults.met().keySet()).containsExactlyInAnyOrder(Fault.values());
    assertEqualToLocal("f");
  }

  @Test
  @Order(6)
  void aStorageThatFailsForGoodEndsWith4AndARerunCompletes() throws Exception {
    Map<String, String> settings = settings();
    settings.put("spark.hadoop.fs.gs.http.max.retry", "2");
    proxy.pageEntries(1_000);
    run("ingest before the failure", "ingest", "gs://lake/o", "--input", ARCHIVES, ALL_MAY_FAIL)
        .succeeded();
    try (DrivenProgram impatient = new DrivenProgram(folder, settings)) {
      proxy.counts().phase("enhance until the storage fails");
      proxy.faults(FaultPlan.after(ANSWERED, Fault.UNAVAILABLE));
      Cli.Run run = impatient.run(words("enhance", "gs://lake/o", ALL_MAY_FAIL)).endedWith(4);
      assertThat(run.err().lines().filter(line -> line.startsWith("Cannot")))
          .containsExactly(
              "Cannot reach the storage: it answers 503 (Injected), however often it is asked. Run"
                  + " again when it is well");
    } finally {
      proxy.faults(FaultPlan.none());
    }

    run("enhance after the failure", "enhance", "gs://lake/o", ALL_MAY_FAIL).succeeded();
    run("summarize after the failure", "summarize", "gs://lake/o").succeeded();

    assertEqualToLocal("o");
  }

  @Test
  @Order(7)
  void withoutCredentialsItEndsWithinSecondsAndSaysWhatToName() throws Exception {
    Cli.Run run =
        launched(
                Map.of(),
                Map.of("GCE_METADATA_HOST", "127.0.0.1:9"),
                words("sql", "gs://lake/w", VIEW))
            .endedWith(2);

    assertThat(run.err().lines().filter(line -> line.startsWith("Cannot")))
        .singleElement()
        .asString()
        .startsWith("Cannot use the warehouse path gs://lake/w: there are no credentials for it")
        .contains("127.0.0.1:9", "GOOGLE_APPLICATION_CREDENTIALS");
  }

  @Test
  @Order(8)
  void anArchiveOfMoreThanTwoGigabytesIsReadToItsLastMember() throws Exception {
    SparseObject archive = tar(MORE_THAN_2_GIB, frameOfTheDemonstration());
    proxy.serve(archive);

    Cli.Run run =
        run("a tar of 2 GiB", "ingest", "gs://lake/b", "--input", "gs://big/big.tar", ALL_MAY_FAIL);

    assertThat(archive.size()).isGreaterThan(MORE_THAN_2_GIB);
    assertThat(run.succeeded().out())
        .contains("Ingest: 1 frames from 1 archives or files (2.1 GiB");
  }

  /** A tar of much that is no frame, and then a frame. */
  private static SparseObject tar(long padding, Path frame) throws Exception {
    byte[] content = Files.readAllBytes(frame);
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.write(header(frame.getFileName().toString(), content.length));
    end.write(content);
    end.write(new byte[Math.floorMod(-content.length, BLOCK) + 2 * BLOCK]);
    return new SparseObject(
        "big", "big.tar", header("notes.bin", padding), padding, end.toByteArray());
  }

  private static byte[] header(String name, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    byte[] header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    return header;
  }

  private static Path frameOfTheDemonstration() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("mimicknet-demo/archives/lab"))) {
      return files
          .filter(file -> file.toString().endsWith(".mat"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static Cli.Run run(String phase, String command, String warehouse, String... options)
      throws Exception {
    proxy.counts().phase(phase);
    return program.run(words(command, warehouse, options));
  }

  private static String[] words(String command, String warehouse, String... options) {
    List<String> words = new ArrayList<>(List.of(command, "--warehouse", warehouse));
    words.addAll(Arrays.asList(options));
    return words.toArray(new String[0]);
  }

  /** By ./mimicknet, in a process of its own. */
  private static Cli.Run launched(
      Map<String, String> settings, Map<String, String> environment, String... words)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(LINE.root().resolve("mimicknet").toString()));
    settings.forEach((key, value) -> line.addAll(List.of("--conf", key + "=" + value)));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    QuickJvm.set(builder.environment());
    builder.environment().putAll(environment);
    return Cli.run(builder, folder);
  }

  /** What a warehouse in the bucket holds is read from a copy on the disk. */
  private static void assertEqualToLocal(String warehouse) throws Exception {
    Path copy = Files.createTempDirectory(folder, warehouse);
    server.download("lake", warehouse, copy);
    Map<String, List<String>> found = rows(copy);
    for (String table : TABLES) {
      assertThat(local.get(table)).isNotEmpty();
      assertThat(found.get(table)).as(table).containsExactlyElementsOf(local.get(table));
    }
  }

  private static Map<String, List<String>> rows(Path warehouse) throws Exception {
    Dump dump = new Dump(Files.createTempDirectory(folder, "dump"));
    program.sql(warehouse.toString(), dump.script(TABLES)).succeeded();
    Map<String, List<String>> rows = new HashMap<>();
    for (String table : TABLES) {
      rows.put(table, dump.rows(table));
    }
    return rows;
  }
}
