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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mimicknet.UserException;
import org.mimicknet.training.graph.Parameters;

/**
 * Everything that the next epoch depends on, at the end of an epoch: weights and optimiser, the
 * schedule, the history, and the best weights so far. Crops depend on the seed and the epoch only.
 * The two latest are kept: one is always whole.
 */
final class Checkpoint {
  private static final int FORMAT = 1;
  private static final String PREFIX = "checkpoint-";
  private static final int KEPT = 2;

  private final String settings;
  private final Learner learner;
  private final Plateau plateau;
  private final Parameters best;
  private final List<Epoch> history;

  /** A checkpoint of these parts, which {@link #restore} changes. */
  Checkpoint(
      Settings settings, Learner learner, Plateau plateau, Parameters best, List<Epoch> history) {
    this.settings = settings.toString();
    this.learner = learner;
    this.plateau = plateau;
    this.best = best;
    this.history = history;
  }

  void save(RunFolder folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(settings);
      plateau.write(out);
      learner.write(out);
      best.write(out);
      out.writeInt(history.size());
      for (Epoch epoch : history) {
        epoch.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.write(
        PREFIX + String.format(Locale.ROOT, "%05d", history.get(history.size() - 1).number()),
        bytes.toByteArray());
    List<String> names = folder.names(PREFIX);
    names.subList(0, Math.max(0, names.size() - KEPT)).forEach(folder::delete);
  }

  /**
   * Goes back to the latest checkpoint of the folder.
   *
   * @return whether there was one
   * @throws UserException if it is one of another training
   */
  boolean restore(RunFolder folder) {
    List<String> names = folder.names(PREFIX);
    if (names.isEmpty()) {
      return false;
    }
    byte[] bytes = folder.read(names.get(names.size() - 1));
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readInt();
      String written = in.readUTF();
      if (format != FORMAT || !written.equals(settings)) {
        throw new UserException(
            "Cannot go on with the training in %s: it was started with %s, not with %s; give a new folder"
                .formatted(folder, written, settings));
      }
      plateau.read(in);
      learner.read(in);
      best.read(in);
      List<Epoch> read = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        read.add(Epoch.read(in));
      }
      history.clear();
      history.addAll(read);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the checkpoint in " + folder, e);
    }
  }
}
