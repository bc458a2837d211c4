/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.Normalisation;
import org.mimicknet.signal.Preprocessing;

/**
 * The frames of one training, pre-processed, in one file on the local disk: memory holds an index
 * only. Frames stand in the order of their ids, so the order in which they were added does not
 * matter. Not thread-safe while frames are added.
 */
@Internal
public final class LocalFrames implements AutoCloseable {
  private static final long NO_IMAGE = -1;

  /** A frame of the file. */
  public static final class Entry {
    private final String frameId;
    private final String study;
    private final Role role;
    private final int height;
    private final int width;
    private final long dasAt;
    private final long clinicalAt;

    Entry(
        String frameId,
        String study,
        Role role,
        int height,
        int width,
        long dasAt,
        long clinicalAt) {
      this.frameId = frameId;
      this.study = study;
      this.role = role;
      this.height = height;
      this.width = width;
      this.dasAt = dasAt;
      this.clinicalAt = clinicalAt;
    }

    boolean has(Side side) {
      return at(side) != NO_IMAGE;
    }

    int height() {
      return height;
    }

    int width() {
      return width;
    }

    private long at(Side side) {
      return side == Side.DAS ? dasAt : clinicalAt;
    }
  }

  private final Split split;
  private final Pairing pairing;
  private final Preprocessing preprocessing;
  private final Path file;
  private final FileChannel channel;
  private final List<Entry> entries = new ArrayList<>();
  private long end;
  private int refused;

  /**
   * An empty file in a folder.
   *
   * @param preprocessing what makes the network's input of a DAS image
   */
  public LocalFrames(Path folder, Split split, Pairing pairing, Preprocessing preprocessing) {
    this.split = split;
    this.pairing = pairing;
    this.preprocessing = preprocessing;
    try {
      this.file = Files.createTempFile(folder, "frames", ".f32");
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep training frames in " + folder, e);
    }
  }

  /**
   * Adds a frame, unless the training has no use for it: an unpaired one sees one image only of a
   * training study, and only paired frames can be compared. A frame that cannot be normalised is
   * counted as {@link #refused}.
   */
  public void add(TrainingFrame frame) {
    Role role = split.role(frame.site(), frame.studyId());
    boolean oneSide = role == Role.TRAIN && pairing == Pairing.UNPAIRED;
    boolean das = !oneSide || split.givesDas(frame.site(), frame.studyId());
    boolean clinical = !oneSide || !das;
    boolean complete =
        oneSide
            ? (das ? frame.das() : frame.clinical()).isPresent()
            : frame.das().isPresent() && frame.clinical().isPresent();
    if (!complete) {
      return;
    }
    try {
      Image input = das ? preprocessing.input(frame.das().orElseThrow()) : null;
      Image target = clinical ? Normalisation.toUnitRange(frame.clinical().orElseThrow()) : null;
      Image size = das ? input : target;
      entries.add(
          new Entry(
              frame.frameId(),
              frame.site() + "/" + frame.studyId(),
              role,
              size.height(),
              size.width(),
              append(input),
              append(target)));
    } catch (FrameException e) {
      refused++;
    }
  }

  /** Call after the last frame was added. */
  public void complete() {
    entries.sort(Comparator.comparing(entry -> entry.frameId));
  }

  /** Frames that cannot be normalised. */
  public int refused() {
    return refused;
  }

  /** How many frames and studies have which role, for the model card. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      List<Entry> ofRole = entries.stream().filter(entry -> entry.role == role).toList();
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put("frames", ofRole.size());
      counts.put("studies", ofRole.stream().map(entry -> entry.study).distinct().count());
      summary.put(role.name().toLowerCase(Locale.ROOT), counts);
    }
    summary.put("frames_refused", refused);
    return summary;
  }

  /** The frames of a role that have an image of that side. */
  public List<Entry> of(Role role, Side side) {
    return entries.stream().filter(entry -> entry.role == role && entry.has(side)).toList();
  }

  /** A whole image: the network's input, or what its output is compared with. */
  public Image image(Entry entry, Side side) {
    float[] pixels = new float[entry.height * entry.width];
    readRows(entry, side, 0, entry.height, pixels);
    return new Image(pixels, entry.height, entry.width);
  }

  void readRows(Entry entry, Side side, int firstRow, int rows, float[] into) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * rows * entry.width).order(ByteOrder.LITTLE_ENDIAN);
    try {
      long at = entry.at(side) + 4L * firstRow * entry.width;
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, at + bytes.position()) < 0) {
          throw new IOException("the file of training frames ends early");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read training frames", e);
    }
    bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(into, 0, rows * entry.width);
  }

  private long append(Image image) {
    if (image == null) {
      return NO_IMAGE;
    }
    long at = end;
    ByteBuffer bytes = ByteBuffer.wrap(image.toBytes());
    try {
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep training frames in " + file, e);
    }
    return at;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
