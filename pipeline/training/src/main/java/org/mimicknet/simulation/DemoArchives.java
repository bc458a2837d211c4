/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mimicknet.Internal;

/**
 * Writes demonstration archives: three sites, each with its own scanner and its own habits of
 * keeping images.
 *
 * <pre>
 * north-hospital/2026-03.zip    deflated MAT files and their CSV; a truncated one, a constant one
 * north-hospital/2026-04.zip    a frame of 2026-03.zip again
 * river-clinic/archive.tar.gz   plain MAT files and their CSV; a text file, unequal sizes, 16 x 16
 * lab/sweeps.tar                deflated MAT files; one with NaN
 * lab/interrupted.tar           ends in the middle
 * lab/*.mat, lab/metadata.csv   loose frames; one CSV for the whole laboratory
 * </pre>
 *
 * <p>The same arguments give the same bytes. Each file appears when it is complete. One frame is
 * held at a time; time grows with the number of frames, some 0.2 s each.
 */
@Internal
public final class DemoArchives {
  private static final String EXPORT = "export/";
  private static final int LOOSE_EVERY = 3;

  private final Path folder;
  private int frames = 24;
  private long seed = 20260301;

  private final List<Path> archives = new ArrayList<>();
  private final List<Path> metadata = new ArrayList<>();
  private final List<DemoContents.Frame> good = new ArrayList<>();
  private final List<DemoContents.Frame> copies = new ArrayList<>();
  private final List<DemoContents.Broken> broken = new ArrayList<>();

  private DemoArchives(Path folder) {
    this.folder = folder;
  }

  /** Archives below {@code folder}, which is made if it is not there. */
  public static DemoArchives in(Path folder) {
    return new DemoArchives(folder);
  }

  /**
   * How many good frames; 24 if not said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public DemoArchives frames(int count) {
    if (count <= 0) {
      throw new IllegalArgumentException(
          "Cannot make demonstration archives of %s frames: at least 1 is needed".formatted(count));
    }
    this.frames = count;
    return this;
  }

  /** What decides phantoms and speckle. */
  public DemoArchives seed(long value) {
    this.seed = value;
    return this;
  }

  /**
   * Writes the archives over those of an earlier call.
   *
   * @throws IOException if the folder cannot be written
   */
  public DemoContents write() throws IOException {
    archives.clear();
    metadata.clear();
    good.clear();
    copies.clear();
    broken.clear();
    List<DemoStudy> studies = DemoStudy.plan(frames);
    writeHospital(of(studies, DemoScanner.A));
    writeClinic(of(studies, DemoScanner.B));
    writeLaboratory(of(studies, DemoScanner.C));
    return new DemoContents(folder, archives, metadata, good, copies, broken);
  }

  private static List<DemoStudy> of(List<DemoStudy> studies, DemoScanner scanner) {
    return studies.stream().filter(study -> study.scanner() == scanner).toList();
  }

  private void writeHospital(List<DemoStudy> studies) throws IOException {
    DemoStudy first = studies.get(0);
    DemoFrames renderer = new DemoFrames(seed, MatFrame.Compression.DEFLATE);
    try (Archive zip = new Archive(DemoContainer::zip, "north-hospital/2026-03.zip")) {
      for (DemoStudy study : studies) {
        for (int frame = 0; frame < study.frames(); frame++) {
          good.add(zip.add(study, frame, renderer.good(study, frame)));
        }
      }
      zip.add(first, Breakage.TRUNCATED_MAT, renderer);
      zip.add(first, Breakage.CONSTANT_FRAME, renderer);
      zip.finishWithMetadata();
    }
    try (Archive zip = new Archive(DemoContainer::zip, "north-hospital/2026-04.zip")) {
      copies.add(zip.add(first, 0, renderer.good(first, 0)));
      zip.finishWithMetadata();
    }
  }

  private void writeClinic(List<DemoStudy> studies) throws IOException {
    DemoStudy service = studies.isEmpty() ? new DemoStudy(1, 0) : studies.get(0);
    DemoFrames renderer = new DemoFrames(seed, MatFrame.Compression.NONE);
    try (Archive tar = new Archive(DemoContainer::tarGz, "river-clinic/archive.tar.gz")) {
      for (DemoStudy study : studies) {
        for (int frame = 0; frame < study.frames(); frame++) {
          good.add(tar.add(study, frame, renderer.good(study, frame)));
        }
      }
      tar.add(service, Breakage.TEXT_FILE, renderer);
      tar.add(service, Breakage.SIZE_MISMATCH, renderer);
      tar.add(service, Breakage.TINY_FRAME, renderer);
      tar.finishWithMetadata();
    }
  }

  private void writeLaboratory(List<DemoStudy> studies) throws IOException {
    DemoStudy service = studies.isEmpty() ? new DemoStudy(2, 0) : studies.get(0);
    DemoFrames renderer = new DemoFrames(seed, MatFrame.Compression.DEFLATE);
    MetadataCsv csv = new MetadataCsv();
    try (Archive tar = new Archive(DemoContainer::tar, "lab/sweeps.tar", csv)) {
      for (DemoStudy study : studies) {
        for (int frame = 0; frame < study.frames(); frame++) {
          byte[] mat = renderer.good(study, frame);
          good.add(
              frame % LOOSE_EVERY == 1
                  ? addLoose(study, frame, mat, csv)
                  : tar.add(study, frame, mat));
        }
      }
      tar.add(service, Breakage.NAN_PIXELS, renderer);
      tar.finish();
    }
    try (Archive tar = new Archive(DemoContainer::tar, "lab/interrupted.tar", csv)) {
      tar.add(service, Breakage.TRUNCATED_ARCHIVE, renderer);
      tar.finish();
    }
    Path interrupted = folder.resolve("lab/interrupted.tar");
    byte[] whole = Files.readAllBytes(interrupted);
    DemoContainer.loose(interrupted, DemoFrames.firstHalf(whole));
    Path beside = folder.resolve("lab/metadata.csv");
    DemoContainer.loose(beside, csv.bytes());
    metadata.add(beside);
  }

  private DemoContents.Frame addLoose(DemoStudy study, int frame, byte[] mat, MetadataCsv csv)
      throws IOException {
    String path = "lab/" + study.fileName(frame);
    DemoContainer.loose(folder.resolve(path), mat);
    archives.add(folder.resolve(path));
    csv.add(study.fileName(frame), study, study.acquisition(frame));
    return described(path, study, frame);
  }

  private static DemoContents.Frame described(String path, DemoStudy study, int frame) {
    Acquisition acquisition = study.acquisition(frame);
    return new DemoContents.Frame(
        path,
        study.scanner().site(),
        study.timestampId(),
        study.scanner().code(),
        acquisition.target().label(),
        acquisition.axialSamples(),
        acquisition.lateralLines());
  }

  @FunctionalInterface
  private interface Opener {
    DemoContainer open(Path file) throws IOException;
  }

  /** A container with the CSV that describes its members. */
  private final class Archive implements AutoCloseable {
    private final String path;
    private final DemoContainer container;
    private final MetadataCsv csv;

    Archive(Opener opener, String path) throws IOException {
      this(opener, path, new MetadataCsv());
    }

    Archive(Opener opener, String path, MetadataCsv csv) throws IOException {
      this.path = path;
      this.container = opener.open(folder.resolve(path));
      this.csv = csv;
      archives.add(folder.resolve(path));
    }

    DemoContents.Frame add(DemoStudy study, int frame, byte[] mat) throws IOException {
      String name = study.fileName(frame);
      container.add(EXPORT + name, mat);
      csv.add(name, study, study.acquisition(frame));
      return described(path + "!/" + EXPORT + name, study, frame);
    }

    void add(DemoStudy study, Breakage kind, DemoFrames renderer) throws IOException {
      String name = DemoFrames.brokenName(study, kind);
      container.add(EXPORT + name, renderer.broken(study, kind));
      if (kind != Breakage.TEXT_FILE) {
        csv.add(name, study, DemoFrames.brokenAcquisition(study, kind));
      }
      broken.add(
          new DemoContents.Broken(kind, path + "!/" + EXPORT + name, study.scanner().site()));
    }

    void finishWithMetadata() throws IOException {
      container.add("metadata.csv", csv.bytes());
      finish();
    }

    void finish() throws IOException {
      container.finish();
    }

    @Override
    public void close() throws IOException {
      container.close();
    }
  }
}
