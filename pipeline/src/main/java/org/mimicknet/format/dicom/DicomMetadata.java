package org.mimicknet.format.dicom;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mimicknet.format.FrameMetadata;

/**
 * What a header says of a frame, by whitelist. Coded values that are no codes, and texts with
 * control characters, are dropped: an archive may hold anything anywhere.
 */
final class DicomMetadata {
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]{1,16}");
  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\\\^=]{1,64}");

  private final FrameMetadata file;
  private final FrameTimes times;

  private DicomMetadata(FrameMetadata file, FrameTimes times) {
    this.file = file;
    this.times = times;
  }

  static DicomMetadata of(
      TransferSyntax syntax, DataSet dataSet, PixelDescription pixels, RegionCrop crop) {
    return new DicomMetadata(
        metadata(dataSet, crop, extra(syntax, dataSet, pixels, crop)), FrameTimes.of(dataSet));
  }

  FrameMetadata frame(int index) {
    Map<String, String> time = new TreeMap<>();
    put(time, "frame_time_ms", times.millisecondsAt(index));
    return metadata(new DataSet(), RegionCrop.of(List.of(), 1, 1), time).orElse(file);
  }

  private static FrameMetadata metadata(
      DataSet dataSet, RegionCrop crop, Map<String, String> extra) {
    return new FrameMetadata(
        null,
        null,
        null,
        null,
        matching(dataSet, Tag.MANUFACTURER, NAME).orElse(null),
        matching(dataSet, Tag.MODEL_NAME, NAME).orElse(null),
        matching(dataSet, Tag.TRANSDUCER_TYPE, CODE).orElse(null),
        matching(dataSet, Tag.BODY_PART, CODE).orElse(null),
        null,
        crop.regions().stream().flatMap(r -> r.frequencyHz().stream()).findFirst().orElse(null),
        null,
        null,
        null,
        null,
        null,
        extra);
  }

  private static Map<String, String> extra(
      TransferSyntax syntax, DataSet dataSet, PixelDescription pixels, RegionCrop crop) {
    Map<String, String> extra = new TreeMap<>();
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
    put(extra, "pixel_scope", crop.scope().code());
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
    if (first.unit().isPresent()) {
      put(extra, "pixel_width_cm", first.deltaX().map(Math::abs));
      put(extra, "pixel_height_cm", first.deltaY().map(Math::abs));
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
