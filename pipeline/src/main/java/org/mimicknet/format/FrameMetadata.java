package org.mimicknet.format;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a frame besides its pixels. A field that is not known is null: this is a row of
 * a table, and most fields are absent in most formats. Units are those of the table {@code frames}.
 */
public record FrameMetadata(
    String site,
    String studyId,
    String seriesId,
    String scanner,
    String manufacturer,
    String modelName,
    String probe,
    String target,
    Boolean harmonic,
    Double frequencyHz,
    Double voltageV,
    Double initialRadius,
    Double finalRadius,
    Double initialAngle,
    Double finalAngle,
    Map<String, String> extra) {
  /** Nothing is known. */
  public static final FrameMetadata NONE =
      new FrameMetadata(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          Map.of());

  public FrameMetadata {
    extra = Map.copyOf(extra);
  }

  /** This, with what it lacks taken from {@code other}. */
  public FrameMetadata orElse(FrameMetadata other) {
    Map<String, String> both = new TreeMap<>(other.extra);
    both.putAll(extra);
    return new FrameMetadata(
        first(site, other.site),
        first(studyId, other.studyId),
        first(seriesId, other.seriesId),
        first(scanner, other.scanner),
        first(manufacturer, other.manufacturer),
        first(modelName, other.modelName),
        first(probe, other.probe),
        first(target, other.target),
        first(harmonic, other.harmonic),
        first(frequencyHz, other.frequencyHz),
        first(voltageV, other.voltageV),
        first(initialRadius, other.initialRadius),
        first(finalRadius, other.finalRadius),
        first(initialAngle, other.initialAngle),
        first(finalAngle, other.finalAngle),
        both);
  }

  /** This, of the study {@code id}. */
  public FrameMetadata withStudyId(String id) {
    return new FrameMetadata(
            null, id, null, null, null, null, null, null, null, null, null, null, null, null, null,
            Map.of())
        .orElse(this);
  }

  private static <T> T first(T own, T other) {
    return own != null ? own : other;
  }
}
