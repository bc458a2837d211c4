/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.mimicknet.UserException;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.privacy.PrivacyKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is kept of formats whose identifiers are personal. */
final class PrivacyOptions {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--privacy-key-file",
      paramLabel = "FILE",
      converter = StoredFileConverter.class,
      description =
          "Secret of this deployment, at least 32 bytes (make one by: openssl rand -hex 32 > FILE)."
              + " Identifiers and paths of personal formats (DICOM, NIfTI, Clarius, Verasonics,"
              + " HDF5) become keyed pseudonyms, their times are shifted per patient. Without a key"
              + " such members are quarantined with privacy_key_missing.")
  private StoredFile keyFile;

  @Option(
      names = "--keep-identifiers",
      description =
          "Store study, series, patient and instance identifiers, times of acquisition and paths of"
              + " personal formats as the files have them: the warehouse then holds patient data"
              + " and must be guarded like the archives. Names, addresses and comments are dropped"
              + " all the same. Excludes --privacy-key-file.")
  private boolean keepIdentifiers;

  @Option(
      names = "--trust-pixels",
      description =
          "Keep whole screens of personal formats: say this only of files that were looked at, for"
              + " names may be burned into the pixels. Without it, screens without image regions"
              + " are quarantined with burned_in_text_risk.")
  private boolean trustPixels;

  @Option(
      names = "--hash-paths",
      description =
          "Store paths as keyed pseudonyms for research formats, too. Needs --privacy-key-file.")
  private boolean hashPaths;

  @Option(
      names = "--check-text",
      description =
          "Count what looks like written text in the scanner's images as they are stored, into the"
              + " column text_edges and the view data_quality: frames with 6 edges or more are to"
              + " be looked at.")
  private boolean checkText;

  private Privacy step = Privacy.WITHOUT_KEY;

  /**
   * Reads the key; runs before Spark starts.
   *
   * @throws UserException if the key cannot be used
   */
  void validate() {
    if (keyFile != null && keepIdentifiers) {
      throw new ParameterException(
          spec.commandLine(), "Cannot use both --privacy-key-file and --keep-identifiers");
    }
    if (hashPaths && keyFile == null) {
      throw new ParameterException(
          spec.commandLine(), "Cannot use --hash-paths without --privacy-key-file");
    }
    Privacy chosen = keepIdentifiers ? Privacy.KEEPING_IDENTIFIERS : Privacy.WITHOUT_KEY;
    if (keyFile != null) {
      chosen = Privacy.withKey(key());
      keyFile.onDisk().ifPresent(file -> warnIfOthersCanRead(file, spec.commandLine().getErr()));
    }
    chosen = hashPaths ? chosen.hashingPaths() : chosen;
    chosen = trustPixels ? chosen.trustingPixels() : chosen;
    step = checkText ? chosen.checkingText() : chosen;
  }

  /** What {@link #validate} found. */
  Privacy step() {
    return step;
  }

  private PrivacyKey key() {
    Optional<Path> here = keyFile.onDisk();
    if (here.isPresent()) {
      return PrivacyKey.read(here.get());
    }
    try {
      return PrivacyKey.of(keyFile.toString(), keyFile.bytes(PrivacyKey.MOST_READ));
    } catch (FileNotFoundException e) {
      throw new UserException(
          "Cannot read the privacy key %s: there is no such file".formatted(keyFile), e);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the privacy key %s: %s; check the address and the credentials"
              .formatted(keyFile, e.getMessage()),
          e);
    }
  }

  private static void warnIfOthersCanRead(Path file, PrintWriter err) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (OTHERS.stream().anyMatch(permissions::contains)) {
        err.printf(
            "Warning: the privacy key %s can be read by others; mend it by: chmod 600 %s%n",
            file, ShellWord.of(file));
        err.flush();
      }
    } catch (UnsupportedOperationException e) {
      // A file system without such permissions has none to warn of.
      return;
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the permissions of the privacy key %s: %s"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
