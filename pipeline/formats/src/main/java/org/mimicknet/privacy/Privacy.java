/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.JoinKey;
import org.mimicknet.format.PixelScope;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.image.Image;
import org.mimicknet.privacy.Pseudonyms.Kind;

/**
 * What of personal formats gets into the tables. With a key, their identifiers and the parts of
 * their paths become pseudonyms and their times are shifted; without one their members are refused.
 * Formats with research ids stay as they are. Of a whole screen only what lies below a known strip
 * of names is kept ({@link TopStrips}); others are refused.
 */
public final class Privacy implements PrivacyStep {
  private static final long serialVersionUID = 1L;

  /** Personal formats are refused with {@code privacy_key_missing}, their paths withheld. */
  public static final Privacy WITHOUT_KEY = new Privacy(null, Ids.REFUSE, Paths.PERSONAL, false);

  /** Identifiers, paths and times are stored as the files have them. */
  public static final Privacy KEEPING_IDENTIFIERS =
      new Privacy(null, Ids.KEEP, Paths.PERSONAL, false);

  private enum Ids {
    REFUSE,
    PSEUDONYMS,
    KEEP
  }

  private enum Paths {
    PERSONAL,
    ALL
  }

  private final Pseudonyms pseudonyms;
  private final Ids ids;
  private final Paths paths;
  private final boolean trustsPixels;

  private Privacy(Pseudonyms pseudonyms, Ids ids, Paths paths, boolean trustsPixels) {
    this.pseudonyms = pseudonyms;
    this.ids = ids;
    this.paths = paths;
    this.trustsPixels = trustsPixels;
  }

  /** Identifiers of personal formats become pseudonyms under a key. */
  public static Privacy withKey(PrivacyKey key) {
    return new Privacy(new Pseudonyms(key), Ids.PSEUDONYMS, Paths.PERSONAL, false);
  }

  /** This, with whole screens kept: the user knows that no names are burned in. */
  public Privacy trustingPixels() {
    return new Privacy(pseudonyms, ids, paths, true);
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
    return new Privacy(pseudonyms, ids, Paths.ALL, trustsPixels);
  }

  /**
   * {@inheritDoc} Under a key only paths of research formats are kept: the name of a file that no
   * reader took may be that of a patient, too.
   */
  @Override
  public String path(String path, Identifiers identifiers, long member) {
    boolean personal = identifiers == Identifiers.PERSONAL;
    boolean research = identifiers == Identifiers.RESEARCH;
    return switch (ids) {
      case KEEP -> path;
      case REFUSE -> personal ? StoredPaths.withheld(path, member) : path;
      case PSEUDONYMS ->
          research && paths == Paths.PERSONAL ? path : StoredPaths.pseudonymous(path, pseudonyms);
    };
  }

  @Override
  public FrameRecord apply(FrameRecord record, Identifiers identifiers, long member) {
    boolean personal = identifiers == Identifiers.PERSONAL;
    FrameRecord shown = shown(record, personal);
    boolean hidden = personal && ids != Ids.KEEP;
    FrameMetadata metadata = hidden ? pseudonymous(shown.metadata()) : shown.metadata();
    return shown
        .withMetadata(metadata)
        .storedAs(
            path(record.path(), identifiers, member),
            hidden ? join(shown, metadata) : shown.join());
  }

  private FrameRecord shown(FrameRecord record, boolean personal) {
    if (record.reason().isPresent()) {
      return record;
    }
    if (personal && ids == Ids.REFUSE) {
      return record.without(
          Reason.PRIVACY_KEY_MISSING,
          "The file holds personal identifiers: give --privacy-key-file, and replay");
    }
    if (!trustsPixels && record.metadata().pixelScope() == PixelScope.SCREEN) {
      return belowStrip(record);
    }
    return record;
  }

  private static FrameRecord belowStrip(FrameRecord record) {
    OptionalInt strip =
        record.clinical().isPresent()
            ? TopStrips.rows(record.metadata(), record.clinical().get())
            : OptionalInt.empty();
    if (strip.isEmpty()) {
      return record.without(
          Reason.BURNED_IN_TEXT_RISK,
          "The file names no image region, so that names may be burned into its pixels: look at it,"
              + " then replay with --trust-pixels");
    }
    Map<String, String> extra = new TreeMap<>(record.metadata().extra());
    extra.put("top_strip_rows", Integer.toString(strip.getAsInt()));
    return record
        .withClinical(below(strip.getAsInt(), record.clinical().orElseThrow()))
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
  private static JoinKey join(FrameRecord record, FrameMetadata stored) {
    return stored.studyId() == null ? JoinKey.NONE : record.join().withStudy(stored.studyId());
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
