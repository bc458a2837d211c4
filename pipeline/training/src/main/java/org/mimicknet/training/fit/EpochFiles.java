/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.mimicknet.Internal;

/**
 * The epochs of a training as small files of its folder: what a driver sees of it while it runs.
 */
@Internal
public final class EpochFiles {
  private static final String PREFIX = "epoch-";

  private EpochFiles() {}

  /** Adds an epoch, or replaces what it gave before. */
  public static void write(RunFolder folder, Epoch epoch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      epoch.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.write(PREFIX + String.format(Locale.ROOT, "%05d", epoch.number()), bytes.toByteArray());
  }

  /** The epochs of a training after so many, in their order. */
  public static List<Epoch> after(int known, RunFolder folder) {
    return folder.names(PREFIX).stream().skip(known).map(name -> read(folder.read(name))).toList();
  }

  private static Epoch read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return Epoch.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read an epoch", e);
    }
  }
}
