/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a frame besides its pixels. A field that is not known is null: this is a row of
 * a table, and most fields are absent in most formats. Units are those of the table {@code frames}.
 *
 * <p>A reader gives {@code studyId}, {@code seriesId}, {@code patientId}, {@code instanceId} and
 * {@code acquiredAt} as the file has them; what is stored of them is for {@link PrivacyStep}, and
 * so are pixels whose {@code pixelScope} is a whole screen. Null for a scope: no image of a
 * scanner.
 *
 * @param identifiers how personal study and series are, where the layout of this file decides it
 *     and not its format: see {@link FormatReader#identifiers(FrameMetadata)}
 */
public record FrameMetadata(
    Identifiers identifiers,
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
    String patientId,
    String instanceId,
    LocalDateTime acquiredAt,
    PixelScope pixelScope,
    Map<String, String> extra)
    implements Serializable {
  /** Key of {@code extra}: "true" for a frame with colour Doppler in it. */
  public static final String COLOUR_FLOW = "colour_flow";

  /** Key of {@code extra}: "true" where an ultrasound region reaches outside of the image. */
  public static final String REGION_OUTSIDE = "region_outside_image";

  /** Nothing is known. */
  public static final FrameMetadata NONE = builder().build();

  public FrameMetadata {
    extra = Map.copyOf(extra);
  }

  /** This, with what it lacks taken from {@code other}. */
  public FrameMetadata orElse(FrameMetadata other) {
    Map<String, String> both = new TreeMap<>(other.extra);
    both.putAll(extra);
    return new FrameMetadata(
        first(identifiers, other.identifiers),
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
        first(patientId, other.patientId),
        first(instanceId, other.instanceId),
        first(acquiredAt, other.acquiredAt),
        first(pixelScope, other.pixelScope),
        both);
  }

  /** This, of the study {@code id}. */
  public FrameMetadata withStudyId(String id) {
    return toBuilder().studyId(id).build();
  }

  private static <T> T first(T own, T other) {
    return own != null ? own : other;
  }

  /** A builder that starts with all that this says. */
  public Builder toBuilder() {
    return new Builder()
        .identifiers(identifiers)
        .site(site)
        .studyId(studyId)
        .seriesId(seriesId)
        .scanner(scanner)
        .manufacturer(manufacturer)
        .modelName(modelName)
        .probe(probe)
        .target(target)
        .harmonic(harmonic)
        .frequencyHz(frequencyHz)
        .voltageV(voltageV)
        .initialRadius(initialRadius)
        .finalRadius(finalRadius)
        .initialAngle(initialAngle)
        .finalAngle(finalAngle)
        .patientId(patientId)
        .instanceId(instanceId)
        .acquiredAt(acquiredAt)
        .pixelScope(pixelScope)
        .extra(extra);
  }

  /** Starts with nothing known. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects what is known. */
  public static final class Builder {
    private Identifiers identifiers;
    private String site;
    private String studyId;
    private String seriesId;
    private String scanner;
    private String manufacturer;
    private String modelName;
    private String probe;
    private String target;
    private Boolean harmonic;
    private Double frequencyHz;
    private Double voltageV;
    private Double initialRadius;
    private Double finalRadius;
    private Double initialAngle;
    private Double finalAngle;
    private String patientId;
    private String instanceId;
    private LocalDateTime acquiredAt;
    private PixelScope pixelScope;
    private Map<String, String> extra = Map.of();

    private Builder() {}

    public Builder identifiers(Identifiers value) {
      this.identifiers = value;
      return this;
    }

    public Builder site(String value) {
      this.site = value;
      return this;
    }

    public Builder studyId(String value) {
      this.studyId = value;
      return this;
    }

    public Builder seriesId(String value) {
      this.seriesId = value;
      return this;
    }

    public Builder scanner(String value) {
      this.scanner = value;
      return this;
    }

    public Builder manufacturer(String value) {
      this.manufacturer = value;
      return this;
    }

    public Builder modelName(String value) {
      this.modelName = value;
      return this;
    }

    public Builder probe(String value) {
      this.probe = value;
      return this;
    }

    public Builder target(String value) {
      this.target = value;
      return this;
    }

    public Builder harmonic(Boolean value) {
      this.harmonic = value;
      return this;
    }

    public Builder frequencyHz(Double value) {
      this.frequencyHz = value;
      return this;
    }

    public Builder voltageV(Double value) {
      this.voltageV = value;
      return this;
    }

    public Builder initialRadius(Double value) {
      this.initialRadius = value;
      return this;
    }

    public Builder finalRadius(Double value) {
      this.finalRadius = value;
      return this;
    }

    public Builder initialAngle(Double value) {
      this.initialAngle = value;
      return this;
    }

    public Builder finalAngle(Double value) {
      this.finalAngle = value;
      return this;
    }

    public Builder patientId(String value) {
      this.patientId = value;
      return this;
    }

    public Builder instanceId(String value) {
      this.instanceId = value;
      return this;
    }

    public Builder acquiredAt(LocalDateTime value) {
      this.acquiredAt = value;
      return this;
    }

    public Builder pixelScope(PixelScope value) {
      this.pixelScope = value;
      return this;
    }

    public Builder extra(Map<String, String> value) {
      this.extra = value;
      return this;
    }

    public FrameMetadata build() {
      return new FrameMetadata(
          identifiers,
          site,
          studyId,
          seriesId,
          scanner,
          manufacturer,
          modelName,
          probe,
          target,
          harmonic,
          frequencyHz,
          voltageV,
          initialRadius,
          finalRadius,
          initialAngle,
          finalAngle,
          patientId,
          instanceId,
          acquiredAt,
          pixelScope,
          extra);
    }
  }
}
