/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.PixelScope;

/**
 * What a header says of a frame, by whitelist; identifiers as they are, for the privacy step. Coded
 * values that are no codes, and texts with control characters, are dropped: an archive may hold
 * anything anywhere.
 */
final class DicomMetadata {
  private static final String ORIGINAL = "ORIGINAL\\PRIMARY";
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]{1,16}");
  private static final Pattern CODES =
      Pattern.compile("[A-Z0-9_ ]{1,16}(\\\\[A-Z0-9_ ]{0,16}){0,7}");
  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\\\^=]{1,64}");

  /** Classes of images that a scanner computes: nothing is drawn into them. */
  private static final Set<String> RECONSTRUCTED =
      Set.of(
          "1.2.840.10008.5.1.4.1.1.2",
          "1.2.840.10008.5.1.4.1.1.2.1",
          "1.2.840.10008.5.1.4.1.1.4",
          "1.2.840.10008.5.1.4.1.1.4.1",
          "1.2.840.10008.5.1.4.1.1.128",
          "1.2.840.10008.5.1.4.1.1.130");

  private final FrameMetadata file;
  private final FrameTimes times;

  private DicomMetadata(FrameMetadata file, FrameTimes times) {
    this.file = file;
    this.times = times;
  }

  static DicomMetadata of(
      TransferSyntax syntax, DataSet dataSet, PixelDescription pixels, RegionCrop crop) {
    return new DicomMetadata(
        FrameMetadata.builder()
            .studyId(dataSet.text(Tag.STUDY_INSTANCE).orElse(null))
            .seriesId(dataSet.text(Tag.SERIES_INSTANCE).orElse(null))
            .patientId(dataSet.text(Tag.PATIENT_ID).orElse(null))
            .instanceId(dataSet.text(Tag.SOP_INSTANCE).orElse(null))
            .acquiredAt(Acquisition.time(dataSet).orElse(null))
            .manufacturer(matching(dataSet, Tag.MANUFACTURER, NAME).orElse(null))
            .modelName(matching(dataSet, Tag.MODEL_NAME, NAME).orElse(null))
            .probe(matching(dataSet, Tag.TRANSDUCER_TYPE, CODE).orElse(null))
            .target(matching(dataSet, Tag.BODY_PART, CODE).orElse(null))
            .frequencyHz(
                crop.regions().stream()
                    .map(UsRegion::frequencyHz)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null))
            .pixelScope(scope(dataSet, pixels, crop))
            .extra(extra(syntax, dataSet, pixels, crop))
            .build(),
        FrameTimes.of(dataSet));
  }

  FrameMetadata frame(int index) {
    Optional<Double> time = times.millisecondsAt(index);
    if (time.isEmpty()) {
      return file;
    }
    Map<String, String> extra = new TreeMap<>(file.extra());
    extra.put("frame_time_ms", time.get().toString());
    return file.toBuilder().extra(extra).build();
  }

  /**
   * A screen may show names anywhere outside of its regions. Only original images of the classes
   * that are computed, and do not say otherwise, are no screen.
   */
  private static PixelScope scope(DataSet dataSet, PixelDescription pixels, RegionCrop crop) {
    if (!crop.isWholeImage()) {
      return PixelScope.REGIONS;
    }
    boolean computed =
        dataSet.text(Tag.SOP_CLASS).filter(RECONSTRUCTED::contains).isPresent()
            && dataSet.text(Tag.IMAGE_TYPE).filter(type -> type.startsWith(ORIGINAL)).isPresent()
            && dataSet.text(Tag.BURNED_IN).filter("YES"::equals).isEmpty()
            && pixels.layout().samples() == 1;
    return computed ? PixelScope.RECONSTRUCTED : PixelScope.SCREEN;
  }

  private static Map<String, String> extra(
      TransferSyntax syntax, DataSet dataSet, PixelDescription pixels, RegionCrop crop) {
    Map<String, String> extra = new TreeMap<>();
    put(extra, "image_type", matching(dataSet, Tag.IMAGE_TYPE, CODES));
    put(extra, "modality", matching(dataSet, Tag.MODALITY, CODE));
    put(extra, "sop_class", matching(dataSet, Tag.SOP_CLASS, UID));
    put(extra, "transfer_syntax", Optional.of(syntax.uid()).filter(UID.asMatchPredicate()));
    put(extra, "burned_in_annotation", matching(dataSet, Tag.BURNED_IN, CODE));
    put(extra, "lossy_compression", matching(dataSet, Tag.LOSSY, CODE));
    put(extra, "photometric", pixels.photometric());
    put(extra, "bits_stored", pixels.layout().bitsStored());
    put(extra, "n_frames", pixels.frames());
    put(extra, "image_height", pixels.layout().rows());
    put(extra, "image_width", pixels.layout().columns());
    put(extra, "rescale_slope", dataSet.decimal(Tag.RESCALE_SLOPE));
    put(extra, "rescale_intercept", dataSet.decimal(Tag.RESCALE_INTERCEPT));
    put(extra, "mechanical_index", dataSet.decimal(Tag.MECHANICAL_INDEX));
    put(extra, "depth_mm", dataSet.decimal(Tag.DEPTH));
    put(extra, "cine_rate_hz", dataSet.decimal(Tag.CINE_RATE));
    put(extra, "pixel_scope", scope(dataSet, pixels, crop).name().toLowerCase(Locale.ROOT));
    put(extra, "region_outside_image", crop.isCut());
    putRegion(extra, crop);
    List<Double> spacing = dataSet.decimals(Tag.PIXEL_SPACING);
    if (spacing.size() == 2) {
      put(extra, "row_spacing_mm", spacing.get(0));
      put(extra, "column_spacing_mm", spacing.get(1));
    }
    return extra;
  }

  private static void putRegion(Map<String, String> extra, RegionCrop crop) {
    if (crop.regions().isEmpty()) {
      return;
    }
    UsRegion first = crop.regions().get(0);
    put(extra, "region_left", crop.left());
    put(extra, "region_top", crop.top());
    put(extra, "n_regions_2d", crop.regions().size());
    put(
        extra,
        "colour_flow",
        crop.regions().stream().anyMatch(r -> r.kind() == UsRegion.Kind.COLOUR_2D));
    if (first.unit() != null) {
      put(extra, "pixel_width_cm", Optional.ofNullable(first.deltaX()).map(Math::abs));
      put(extra, "pixel_height_cm", Optional.ofNullable(first.deltaY()).map(Math::abs));
    }
  }

  private static Optional<String> matching(DataSet dataSet, Tag tag, Pattern pattern) {
    return dataSet.text(tag).filter(pattern.asMatchPredicate());
  }

  private static void put(Map<String, String> extra, String name, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> extra.put(name, present.toString()));
    } else {
      extra.put(name, value.toString());
    }
  }
}
