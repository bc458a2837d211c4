package org.mimicknet.format;

import java.util.Map;

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
    Map<String, String> extra) {}
