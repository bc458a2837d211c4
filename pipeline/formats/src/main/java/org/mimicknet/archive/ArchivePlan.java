/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.Internal;

/**
 * How one source is shared out to tasks. A zip is cut by its central directory, a plain tar by
 * hopping from header to header; everything else is read whole. Made by a task, for it asks the
 * storage; then each range is read on its own, where the metadata CSVs of the source come first:
 *
 * <pre>{@code
 * ArchivePlan plan = ArchivePlan.of(source, conf, limits, 128L << 20);
 * for (EntryRange range : plan.ranges()) { // each in a task of its own
 *   for (EntryRange csvs : plan.metadata()) {
 *     try (Members members = Members.open(source, conf, limits, csvs)) { ... }
 *   }
 *   try (Members members = Members.open(source, conf, limits, range)) { ... }
 * }
 * }</pre>
 *
 * <p>Together the ranges give the items that the whole source gives, each once and in the same
 * order; a problem that ends a tar early is given by the last range. Metadata CSVs inside nested
 * archives are not among {@link #metadata}: they are met in the range that holds their archive.
 *
 * @param ranges the parts, in the order of the file; at least one
 * @param metadata where the members lie that are metadata CSVs by their name (compressed or not);
 *     empty where the source is read whole
 * @param shared what does not tell its members apart; nothing where the source is read whole
 */
@Internal
public record ArchivePlan(List<EntryRange> ranges, List<EntryRange> metadata, SharedTails shared)
    implements Serializable {
  private static final ArchivePlan WHOLE =
      new ArchivePlan(List.of(EntryRange.ALL), List.of(), SharedTails.NONE);
  private static final Pattern CSV = Pattern.compile(".*\\.csv(\\.(gz|bz2|xz|zst))?");
  private static final int MOST_CSVS = 1000;

  public ArchivePlan {
    ranges = List.copyOf(ranges);
    metadata = List.copyOf(metadata);
  }

  /**
   * Plans a source. Reads its directory, or the headers of its members, and no member. A file that
   * cannot be opened for good, or that contradicts its format, is left to who reads it, then whole.
   *
   * @param rangeBytes packed bytes that a range should have: it has as many or more, by at most its
   *     last member, and by files of one capture that lie apart
   * @throws StorageException if the storage fails
   */
  public static ArchivePlan of(
      Source source, Configuration conf, ArchiveLimits limits, long rangeBytes) {
    if (source.size() <= rangeBytes) {
      return WHOLE;
    }
    try (SeekableSource storage = Storage.open(source, conf)) {
      ArchivePlan plan = of(MemberNames.display(source.path()), storage, limits, rangeBytes);
      storage.watch().requireSound();
      return plan;
    } catch (IOException | MemberException e) {
      return WHOLE;
    }
  }

  private static ArchivePlan of(
      String name, SeekableSource storage, ArchiveLimits limits, long rangeBytes) {
    try {
      Optional<ContainerFormat> format =
          ContainerFormat.of(name, storage, ContainerFormats.ALL).filter(ContainerFormat::splits);
      if (format.isEmpty()) {
        return WHOLE;
      }
      Budget budget = new Budget(limits, 0);
      List<Located> entries =
          format.get() instanceof ZipFormat ? ofZip(storage, budget) : ofTar(storage, budget);
      return haveDistinctNames(entries) ? cut(entries, rangeBytes) : WHOLE;
    } catch (IOException | RuntimeException e) {
      return WHOLE;
    }
  }

  /** A member, where a range that starts with it starts, and the packed bytes before it. */
  private record Located(String name, long position, long bytesBefore) {
    Located {
      name = MemberNames.display(name);
    }

    /** The capture that it is a file of, which no range may cut. */
    Optional<String> capture() {
      return CaptureFile.of(name).map(CaptureFile::capture);
    }

    boolean isCsv() {
      return CSV.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
  }

  private static List<Located> ofZip(SeekableSource storage, Budget budget) throws IOException {
    List<Located> entries = new ArrayList<>();
    try (DirectoryZip zip = new DirectoryZip(storage, EntryRange.ALL, budget)) {
      long bytes = 0;
      for (ZipArchiveEntry file : zip.files()) {
        if (entries.size() == budget.limits().entries()) {
          break;
        }
        entries.add(new Located(ZipFormat.name(file), entries.size(), bytes));
        bytes += Math.max(0, file.getCompressedSize());
      }
    }
    return entries;
  }

  private static List<Located> ofTar(SeekableSource storage, Budget budget) {
    List<Located> entries = new ArrayList<>();
    TarContainer tar = TarContainer.ofRange(storage, EntryRange.ALL, budget);
    try {
      for (Optional<Container.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        budget.countEntry();
        long position = tar.entryPosition();
        entries.add(new Located(entry.get().name(), position, position));
      }
    } catch (IOException e) {
      // The last range meets the same failure and reports it.
      return entries;
    }
    return entries;
  }

  /** A range would not know that a name of its own was given before it. */
  private static boolean haveDistinctNames(List<Located> entries) {
    DistinctNames names = new DistinctNames();
    return entries.stream()
        .map(Located::name)
        .filter(name -> !MemberNames.isJunk(name))
        .noneMatch(names::isGiven);
  }

  private static ArchivePlan cut(List<Located> entries, long rangeBytes) {
    Map<String, Integer> lastOfCapture = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      int index = i;
      entries.get(i).capture().ifPresent(capture -> lastOfCapture.put(capture, index));
    }
    List<EntryRange> ranges = new ArrayList<>();
    int first = 0;
    int together = 0;
    for (int i = 0; i < entries.size(); i++) {
      Located entry = entries.get(i);
      if (i > together && entry.bytesBefore() - entries.get(first).bytesBefore() >= rangeBytes) {
        ranges.add(range(entries, first, entry.position()));
        first = i;
      }
      int last = entry.capture().map(lastOfCapture::get).orElse(i);
      together = Math.max(together, last);
    }
    if (ranges.isEmpty()) {
      return WHOLE;
    }
    ranges.add(range(entries, first, Long.MAX_VALUE));
    List<EntryRange> metadata = metadata(entries);
    return metadata.size() > MOST_CSVS ? WHOLE : new ArchivePlan(ranges, metadata, shared(entries));
  }

  private static SharedTails shared(List<Located> entries) {
    return SharedTails.of(
        entries.stream()
            .map(entry -> FilePath.plain(entry.capture().orElse(entry.name())))
            .toList(),
        entries.stream()
            .filter(Located::isCsv)
            .map(csv -> FilePath.folder(FilePath.plain(csv.name())))
            .collect(Collectors.toSet()));
  }

  private static EntryRange range(List<Located> entries, int first, long to) {
    return new EntryRange(first == 0 ? 0 : entries.get(first).position(), to, first);
  }

  private static List<EntryRange> metadata(List<Located> entries) {
    List<EntryRange> metadata = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).isCsv()) {
        long from = entries.get(i).position();
        long to = i + 1 < entries.size() ? entries.get(i + 1).position() : Long.MAX_VALUE;
        metadata.add(new EntryRange(from, to, 0));
      }
    }
    return metadata;
  }
}
