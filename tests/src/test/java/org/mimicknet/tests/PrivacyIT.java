/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOM files through the packaged program: its codecs, and what it says of a key. */
class PrivacyIT {
  private static final String SECRET = "5ecre7-0f-7his-depl0yment-kq93vz8m2x7w";

  /** One file of every codec. */
  private static final List<String> FILES =
      List.of(
          "rle_8.dcm",
          "jpeg_8.dcm",
          "jpeg_lossless_8.dcm",
          "jpegls_8.dcm",
          "jpeg2000_8.dcm",
          "deflated.dcm");

  private static final Path SAMPLES =
      Path.of(
          System.getProperty("mimicknet.root"),
          "pipeline/formats/src/test/resources/samples/dicom");

  @TempDir Path folder;

  @Test
  void everyCodecIsInTheJarAndNoNameIsInWhatItPrints() throws Exception {
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    for (int i = 0; i < FILES.size(); i++) {
      Files.copy(SAMPLES.resolve(FILES.get(i)), inputs.resolve("QUIXOTE " + i + ".dcm"));
    }
    Path key = key(SECRET);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    String warehouse = folder.resolve("warehouse").toString();

    Cli.Run run =
        Cli.run(
                folder,
                "ingest",
                "--input",
                inputs.toString(),
                "--warehouse",
                warehouse,
                "--privacy-key-file",
                key.toString(),
                "--trust-pixels")
            .succeeded();

    assertThat(run.out()).contains("Ingest: 6 frames from 6 archives or files");
    assertThat(run.out() + run.err())
        .contains("can be read by others; mend it by: chmod 600")
        .doesNotContain("QUIXOTE", SECRET);
    assertThat(
            Cli.tables(
                    folder,
                    warehouse,
                    "SELECT count(*), count(DISTINCT extra['transfer_syntax']) FROM frames"
                        + " WHERE status = 'ok' AND source_path RLIKE '^[0-9a-f]{24}.dcm#0$'",
                    "SELECT configuration['privacy-key-file'] FROM last_runs")
                .toString())
        .isEqualTo("[[[6, 6]], [[***]]]");
  }

  @Test
  void aKeyThatIsNoSecretIsRefusedBeforeSparkStarts() throws Exception {
    Cli.Run run =
        Cli.run(
                folder,
                "ingest",
                "--input",
                "i",
                "--warehouse",
                "w",
                "--privacy-key-file",
                key("short").toString())
            .endedWith(2);

    assertThat(run.err())
        .contains("it has 5 bytes, but must have 32 to 65536")
        .doesNotContain("\tat ");
  }

  @Test
  void aKeyAndKeptIdentifiersExcludeEachOther() throws Exception {
    Cli.Run run =
        Cli.run(
                folder,
                "ingest",
                "--input",
                "i",
                "--warehouse",
                "w",
                "--keep-identifiers",
                "--privacy-key-file",
                key(SECRET).toString())
            .endedWith(1);

    assertThat(run.err())
        .contains("Cannot use both --privacy-key-file and --keep-identifiers")
        .containsIgnoringWhitespaces("the warehouse then holds patient data");
  }

  private Path key(String secret) throws Exception {
    return Files.writeString(folder.resolve("key"), secret + "\n");
  }
}
