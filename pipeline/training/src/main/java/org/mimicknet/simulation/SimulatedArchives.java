/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.mimicknet.Internal;

/**
 * Writes archives of simulated studies to train on: {@code simulated-000.tar} and so on, each with
 * up to twenty studies as MAT files and the CSV that describes them. The same arguments give the
 * same bytes; an archive that is there already is kept, so an interrupted run goes on. Time grows
 * with the pixels, some 0.5 s a frame.
 */
@Internal
public final class SimulatedArchives {
  private static final int STUDIES_PER_ARCHIVE = 20;
  private static final String SITE = "simulated";

  private final Path folder;
  private final int studies;
  private final int framesPerStudy;
  private final ClinicalChain chain;
  private final long seed;

  /**
   * A plan; {@link #write} carries it out.
   *
   * @param framesPerStudy frames of a study show the same phantom with speckle of their own
   * @param chain what makes the clinical images
   * @param seed decides acquisitions, phantoms and speckle
   */
  public SimulatedArchives(
      Path folder, int studies, int framesPerStudy, ClinicalChain chain, long seed) {
    if (studies <= 0 || framesPerStudy <= 0) {
      throw new IllegalArgumentException(
          "Cannot simulate %s studies of %s frames: both must be positive"
              .formatted(studies, framesPerStudy));
    }
    this.folder = folder;
    this.studies = studies;
    this.framesPerStudy = framesPerStudy;
    this.chain = chain;
    this.seed = seed;
  }

  /**
   * Writes the archives that are not there.
   *
   * @param progress is told how many studies are done, after each archive
   * @throws IOException if the folder cannot be written
   */
  public void write(IntConsumer progress) throws IOException {
    for (int first = 0; first < studies; first += STUDIES_PER_ARCHIVE) {
      int end = Math.min(studies, first + STUDIES_PER_ARCHIVE);
      Path archive =
          folder.resolve(
              String.format(Locale.ROOT, "simulated-%03d.tar", first / STUDIES_PER_ARCHIVE));
      if (!Files.exists(archive)) {
        write(archive, first, end);
      }
      progress.accept(end);
    }
  }

  private void write(Path archive, int first, int end) throws IOException {
    MetadataCsv csv = new MetadataCsv();
    String scanner = "simulated-" + chain.code();
    try (DemoContainer tar = DemoContainer.tar(archive)) {
      for (int index = first; index < end; index++) {
        SimulatedStudy study = new SimulatedStudy(seed, index);
        for (int frame = 0; frame < framesPerStudy; frame++) {
          String name = "%s.%s_part%s_0.mat".formatted(scanner, study.timestampId(), frame + 1);
          IqFrame iq = study.frame(frame);
          tar.add(name, MatFrame.encode(iq, chain.apply(iq), MatFrame.Compression.NONE));
          csv.add(name, study.timestampId(), scanner, SITE, study.acquisition());
        }
      }
      tar.add("metadata.csv", csv.bytes());
      tar.finish();
    }
  }
}
