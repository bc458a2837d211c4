/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Another container, in which the files of a {@link CaptureFile capture} are one entry. They are
 * held in memory, as compressed as they come, until the capture is whole or the archive ends; of
 * all captures that are not yet whole at most {@link ArchiveLimits#workingBytes}.
 */
final class Captures implements Container {
  private final Container files;
  private final Budget budget;
  private final Map<String, List<Part>> open = new LinkedHashMap<>();
  private final Set<String> closed = new HashSet<>();
  private final Deque<Entry> ready = new ArrayDeque<>();
  private long heldBytes;
  private boolean failureReported;
  private boolean ended;
  private IOException failure;

  Captures(Container files, Budget budget) {
    this.files = files;
    this.budget = budget;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    while (ready.isEmpty() && !ended) {
      Optional<Entry> entry = nextFile();
      if (entry.isEmpty()) {
        ended = true;
        List.copyOf(open.keySet()).forEach(this::give);
      } else {
        Optional<CaptureFile> part = partOf(entry.get());
        if (part.isEmpty()) {
          return entry;
        }
        budget.countEntry();
        hold(part.get(), (File) entry.get());
      }
    }
    if (ready.isEmpty() && failure != null) {
      throw failure;
    }
    return Optional.ofNullable(ready.poll());
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  /** An archive that cannot be read on still gives the captures that it has begun. */
  private Optional<Entry> nextFile() throws IOException {
    try {
      return files.next();
    } catch (StorageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (!failureReported) {
        failure = e instanceof IOException known ? known : new IOException(e);
      }
      return Optional.empty();
    }
  }

  private static Optional<CaptureFile> partOf(Entry entry) {
    String name = MemberNames.display(entry.name());
    return entry instanceof File && !MemberNames.isJunk(name)
        ? CaptureFile.of(name)
        : Optional.empty();
  }

  private void hold(CaptureFile part, File file) {
    if (closed.contains(part.capture())) {
      return;
    }
    byte[] bytes = new byte[0];
    if (part.isNeeded()) {
      try {
        bytes = bytesOf(file);
      } catch (IOException e) {
        failureReported = file.stream().isFailureReported();
        MemberException why = MemberException.of("The capture", e);
        close(part.capture());
        ready.add(new Unreadable(part.capture(), why.reason(), why.getMessage()));
        return;
      }
    }
    heldBytes += bytes.length;
    List<Part> parts = open.computeIfAbsent(part.capture(), name -> new ArrayList<>());
    parts.add(new Part(part, bytes, budget));
    if (parts.stream().filter(Part::isNeeded).count() == CaptureFile.NEEDED.size()) {
      give(part.capture());
    }
  }

  private byte[] bytesOf(File file) throws IOException {
    int most = (int) Math.min(budget.limits().workingBytes() - heldBytes, Integer.MAX_VALUE - 16);
    byte[] bytes = file.stream().readNBytes(most);
    if (bytes.length == most && file.stream().read() >= 0) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED,
          budget.limits().workingRefusal("The capture, held with all others until it is whole,"));
    }
    return bytes;
  }

  private void give(String capture) {
    ready.add(new Capture(capture, close(capture)));
  }

  private List<Part> close(String capture) {
    closed.add(capture);
    List<Part> parts = open.containsKey(capture) ? open.remove(capture) : List.of();
    heldBytes -= parts.stream().mapToLong(Part::heldBytes).sum();
    return List.copyOf(parts);
  }
}
