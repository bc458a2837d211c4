/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.JoinKey;
import org.mimicknet.format.PixelScope;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.Redaction;
import org.mimicknet.image.Image;
import org.mimicknet.privacy.Pseudonyms.Kind;

/**
 * What of personal formats gets into the tables. With a key, their identifiers and the parts of
 * their paths become pseudonyms and their times are shifted; without one their members are refused.
 * Formats with research ids stay as they are, but for paths with a UID in them ({@link Uids}). Of a
 * whole screen only what lies below a known strip of names is kept ({@link TopStrips}); others are
 * refused.
 */
public final class Privacy implements PrivacyStep {
  private static final long serialVersionUID = 1L;

  /** Personal formats are refused with {@code privacy_key_missing}, their paths withheld. */
  public static final Privacy WITHOUT_KEY = new Privacy(null, Ids.REFUSE, Paths.PERSONAL, Set.of());

  /** Identifiers, paths and times are stored as the files have them. */
  public static final Privacy KEEPING_IDENTIFIERS =
      new Privacy(null, Ids.KEEP, Paths.PERSONAL, Set.of());

  private enum Ids {
    REFUSE,
    PSEUDONYMS,
    KEEP
  }

  private enum Paths {
    PERSONAL,
    ALL
  }

  private enum Pixels {
    TRUSTED,
    CHECKED
  }

  private final Pseudonyms pseudonyms;
  private final Ids ids;
  private final Paths paths;
  private final Set<Pixels> pixels;

  private Privacy(Pseudonyms pseudonyms, Ids ids, Paths paths, Set<Pixels> pixels) {
    this.pseudonyms = pseudonyms;
    this.ids = ids;
    this.paths = paths;
    this.pixels = Set.copyOf(pixels);
  }

  /** Identifiers of personal formats become pseudonyms under a key. */
  public static Privacy withKey(PrivacyKey key) {
    return new Privacy(new Pseudonyms(key), Ids.PSEUDONYMS, Paths.PERSONAL, Set.of());
  }

  /** This, with whole screens kept: the user knows that no names are burned in. */
  public Privacy trustingPixels() {
    return with(Pixels.TRUSTED);
  }

  /** This, with a count of what looks like text in the images that are kept. */
  public Privacy checkingText() {
    return with(Pixels.CHECKED);
  }

  private Privacy with(Pixels another) {
    Set<Pixels> both = EnumSet.of(another);
    both.addAll(pixels);
    return new Privacy(pseudonyms, ids, paths, both);
  }

  /**
   * This, with paths of research formats as pseudonyms, too.
   *
   * @throws IllegalStateException if there is no key
   */
  public Privacy hashingPaths() {
    if (ids != Ids.PSEUDONYMS) {
      throw new IllegalStateException("Cannot make pseudonyms of paths: there is no key");
    }
    return new Privacy(pseudonyms, ids, Paths.ALL, pixels);
  }

  /**
   * {@inheritDoc} Under a key only paths of research formats are kept: the name of a file that no
   * reader took may be that of a patient, too.
   */
  @Override
  public String path(String path, Identifiers identifiers, long member) {
    return switch (ids) {
      case KEEP -> path;
      case REFUSE -> isPersonal(path, identifiers) ? StoredPaths.withheld(path, member) : path;
      case PSEUDONYMS ->
          isHidden(path, identifiers) || paths == Paths.ALL
              ? StoredPaths.pseudonymous(path, pseudonyms)
              : path;
    };
  }

  @Override
  public FrameRecord apply(FrameRecord record, Identifiers format, long member) {
    Identifiers identifiers = ofFile(record, format);
    boolean personal = isPersonal(record.path(), identifiers);
    FrameRecord shown = checked(shown(record, personal));
    boolean hidden = isHidden(record.path(), identifiers);
    FrameMetadata metadata = hidden ? pseudonymous(shown.metadata()) : shown.metadata();
    return shown
        .withMetadata(metadata)
        .storedAs(
            path(record.path(), identifiers, member),
            hidden ? join(shown, metadata, personal) : shown.join());
  }

  /**
   * A file that could not be opened may be of a scanner though its format carries research data,
   * too: MAT.
   */
  private static Identifiers ofFile(FrameRecord record, Identifiers format) {
    boolean isGuess = record.reason().isPresent() && record.metadata().identifiers() == null;
    return isGuess && format == Identifiers.RESEARCH ? Identifiers.UNKNOWN : format;
  }

  /**
   * Whatever the format, a path with a UID in it is personal: a UID holds a time and a device, and
   * leads to the patient in the archive that it came from.
   */
  private static boolean isPersonal(String path, Identifiers identifiers) {
    return identifiers == Identifiers.PERSONAL || Uids.areIn(path);
  }

  /** Whether what a file and its name say is not stored as it is. */
  private boolean isHidden(String path, Identifiers identifiers) {
    return switch (ids) {
      case KEEP -> false;
      case REFUSE -> isPersonal(path, identifiers);
      case PSEUDONYMS -> identifiers != Identifiers.RESEARCH || Uids.areIn(path);
    };
  }

  private FrameRecord checked(FrameRecord record) {
    Optional<Image> clinical = record.clinical();
    return clinical.isPresent() && pixels.contains(Pixels.CHECKED)
        ? record.withRedaction(
            record.redaction().orElseThrow().withTextEdges(TextEdges.count(clinical.get())))
        : record;
  }

  private FrameRecord shown(FrameRecord record, boolean personal) {
    if (record.reason().isPresent()) {
      return record;
    }
    if (personal && ids == Ids.REFUSE) {
      return record.without(
          Reason.PRIVACY_KEY_MISSING,
          "The file or its path holds personal identifiers: give --privacy-key-file, and replay");
    }
    if (!pixels.contains(Pixels.TRUSTED) && record.metadata().pixelScope() == PixelScope.SCREEN) {
      return belowStrip(record);
    }
    return record;
  }

  private static FrameRecord belowStrip(FrameRecord record) {
    Optional<TopStrips.Strip> known =
        record.clinical().flatMap(screen -> TopStrips.of(record.metadata(), screen));
    if (known.isEmpty()) {
      return record.without(
          Reason.BURNED_IN_TEXT_RISK,
          "The file names no image region, so that names may be burned into its pixels: look at it,"
              + " then replay with --trust-pixels");
    }
    TopStrips.Strip strip = known.get();
    Map<String, String> extra = new TreeMap<>(record.metadata().extra());
    extra.put("top_strip_rows", Integer.toString(strip.stripRows()));
    return record
        .withClinical(below(strip.stripRows(), record.clinical().orElseThrow()))
        .withRedaction(Redaction.of(Redaction.Kind.TOP_STRIP, strip.rule(), strip.fraction()))
        .withMetadata(
            record.metadata().toBuilder().pixelScope(PixelScope.REGIONS).extra(extra).build());
  }

  private static Image below(int rows, Image screen) {
    int height = screen.height() - rows;
    return new Image(
        Arrays.copyOfRange(screen.pixels(), rows * screen.width(), screen.pixels().length),
        height,
        screen.width());
  }

  /** A CSV finds a frame of a personal format by its name, but cannot give it a study. */
  private static JoinKey join(FrameRecord record, FrameMetadata stored, boolean personal) {
    return personal && stored.studyId() == null
        ? JoinKey.NONE
        : record.join().withStudy(stored.studyId());
  }

  private FrameMetadata pseudonymous(FrameMetadata m) {
    if (pseudonyms == null) {
      return FrameMetadata.NONE;
    }
    boolean dated = m.acquiredAt() != null && m.patientId() != null;
    return m.toBuilder()
        .studyId(id(Kind.STUDY, m.studyId()))
        .seriesId(id(Kind.SERIES, m.seriesId()))
        .patientId(id(Kind.PATIENT, m.patientId()))
        .instanceId(id(Kind.INSTANCE, m.instanceId()))
        .acquiredAt(dated ? pseudonyms.shifted(m.acquiredAt(), m.patientId()) : null)
        .build();
  }

  private String id(Kind kind, String value) {
    return value == null ? null : pseudonyms.id(kind, value);
  }
}
