/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.ingest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** A tar of MAT files of the MimickNet layout, 1808 x 208: a few distinct frames, in turn. */
final class MatTar {
  private static final int HEIGHT = 1808;
  private static final int WIDTH = 208;
  private static final int DISTINCT = 8;

  private MatTar() {}

  /** How the arrays of a file are stored. */
  enum Storage {
    /** As {@code save -v6} of MATLAB does. */
    PLAIN(Deflater.NO_COMPRESSION),
    /** As {@code save} of MATLAB does by default. */
    DEFLATED(Deflater.DEFAULT_COMPRESSION);

    private final int level;

    Storage(int level) {
      this.level = level;
    }
  }

  /** Frames of speckle. */
  static List<byte[]> speckle(Storage storage) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int seed = 0; seed < DISTINCT; seed++) {
      files.add(speckle(storage, new Random(seed)));
    }
    return files;
  }

  /** Frames like the one of a file: whole numbers are added to {@code dtce}. */
  static List<byte[]> like(Path matFile, Storage storage) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int added = 0; added < DISTINCT; added++) {
      try (Mat5File file = Mat5.readFromFile(matFile.toFile());
          Mat5File another = Mat5.newMatFile()) {
        Matrix dtce = Mat5.newMatrix(file.getMatrix("dtce").getDimensions());
        for (int i = 0; i < dtce.getNumElements(); i++) {
          dtce.setDouble(i, file.getMatrix("dtce").getDouble(i) + added);
        }
        another.addArray("iq", file.getMatrix("iq")).addArray("dtce", dtce);
        files.add(encoded(another, storage));
      }
    }
    return files;
  }

  /** Writes {@code files} in turn until the tar has {@code bytes}; returns how many it holds. */
  static int write(Path tar, List<byte[]> files, long bytes) throws IOException {
    int members = 0;
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(tar), 1 << 20))) {
      while (out.getBytesWritten() < bytes) {
        byte[] file = files.get(members % files.size());
        TarArchiveEntry entry = new TarArchiveEntry("export/frame_%05d.mat".formatted(members));
        entry.setSize(file.length);
        out.putArchiveEntry(entry);
        out.write(file);
        out.closeArchiveEntry();
        members++;
      }
    }
    return members;
  }

  private static byte[] speckle(Storage storage, Random random) throws IOException {
    Matrix iq = Mat5.newComplex(HEIGHT, WIDTH);
    Matrix dtce = Mat5.newMatrix(HEIGHT, WIDTH);
    for (int i = 0; i < HEIGHT * WIDTH; i++) {
      double depth = 1e4 * Math.exp(-3.0 * (i % HEIGHT) / HEIGHT);
      double re = Math.rint(depth * random.nextGaussian());
      double im = Math.rint(depth * random.nextGaussian());
      iq.setDouble(i, re);
      iq.setImaginaryDouble(i, im);
      dtce.setDouble(i, Math.rint(400 * Math.log10(1 + re * re + im * im)));
    }
    try (Mat5File file = Mat5.newMatFile()) {
      return encoded(file.addArray("iq", iq).addArray("dtce", dtce), storage);
    }
  }

  private static byte[] encoded(MatFile file, Storage storage) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(file.getUncompressedSerializedSize() + (1 << 16)))
            .order(ByteOrder.LITTLE_ENDIAN);
    Mat5.newWriter(Sinks.wrap(bytes)).setDeflateLevel(storage.level).writeMat(file);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
