/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sources;

/** The least that reading a tar of MAT files costs: each is read, parsed by MFL and dropped. */
final class MflWalk {
  private MflWalk() {}

  /** Walks a tar with {@code threads} threads, an equal share of its members each. */
  static long elements(Path tar, int threads) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Long>> shares = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int share = thread;
        shares.add(() -> share(tar, share, threads));
      }
      long elements = 0;
      for (Future<Long> share : pool.invokeAll(shares)) {
        elements += share.get();
      }
      return elements;
    } catch (ExecutionException e) {
      throw new IOException("Cannot walk the tar", e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private static long share(Path tar, int share, int shares) throws IOException {
    long elements = 0;
    try (TarFile file = new TarFile(tar.toFile())) {
      List<TarArchiveEntry> entries = file.getEntries();
      int from = entries.size() * share / shares;
      int to = entries.size() * (share + 1) / shares;
      for (TarArchiveEntry entry : entries.subList(from, to)) {
        try (InputStream in = file.getInputStream(entry);
            MatFile mat = Mat5.newReader(Sources.wrap(in.readAllBytes())).readMat()) {
          for (MatFile.Entry array : mat.getEntries()) {
            elements += array.getValue().getNumElements();
          }
        }
      }
    }
    return elements;
  }
}
