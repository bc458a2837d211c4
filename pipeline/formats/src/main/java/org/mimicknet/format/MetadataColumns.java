/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mimicknet.archive.Reason;

/**
 * The columns of a metadata CSV that are taken, by the header of the file; all others, {@code
 * datapath} among them, are dropped at once.
 */
final class MetadataColumns {
  private static final List<String> EXTRA =
      List.of(
          MetadataCsv.AXIAL_SAMPLES, MetadataCsv.LATERAL_SAMPLES, "f0_mhz", "span_deg", "focus_cm");
  private static final int LONGEST_TEXT = 200;

  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final int width;

  MetadataColumns(String[] header) {
    width = header.length;
    for (int i = 0; i < header.length; i++) {
      if (header[i] != null) {
        positions.putIfAbsent(header[i].strip().toLowerCase(Locale.ROOT), i);
      }
    }
  }

  boolean haveFileName() {
    return positions.containsKey("filename");
  }

  /** {@code cut}: the file ends within the row, so that its last field may be half a value. */
  MetadataRow row(long line, String[] fields, Cut cut) {
    boolean incomplete = fields.length < width;
    int readable = cut == Cut.MAYBE && incomplete ? fields.length - 1 : fields.length;
    Row row = new Row(fields, readable);
    String fileName = baseName(row.text("filename"));
    if (fileName.isEmpty()) {
      return MetadataRow.unusable(
          line, Reason.UNREADABLE_ROW, "The row of the metadata CSV has no readable filename");
    }
    FrameMetadata metadata = row.metadata();
    List<String> notes = new ArrayList<>();
    if (!row.missing.isEmpty()) {
      notes.add(String.join(", ", row.missing) + " missing");
    }
    if (!row.unreadable.isEmpty()) {
      notes.add(String.join(", ", row.unreadable) + " unreadable");
    }
    if (incomplete) {
      notes.add("the row has %d of %d fields".formatted(fields.length, width));
    } else if (fields.length > width) {
      notes.add("the row has %d fields instead of %d".formatted(fields.length, width));
    }
    String text = notes.isEmpty() ? "" : "metadata: " + String.join("; ", notes);
    return new MetadataRow(line, fileName, metadata, text, Optional.empty());
  }

  private static String baseName(String name) {
    if (name == null) {
      return "";
    }
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  enum Cut {
    NO,
    MAYBE
  }

  /** Takes fields out of one row and notes which are missing or unreadable. */
  private final class Row {
    private final String[] fields;
    private final int readable;
    private final List<String> missing = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    Row(String[] fields, int readable) {
      this.fields = fields;
      this.readable = readable;
    }

    FrameMetadata metadata() {
      Map<String, String> extra = new TreeMap<>();
      Double initialRadius = number("initial_radius");
      Double finalRadius = number("final_radius");
      Double initialAngle = number("initial_angle");
      Double finalAngle = number("final_angle");
      Double frequencyHz = number("f0");
      String studyId = identifier("timestamp_id");
      String probe = text("probe");
      String scanner = text("scanner");
      String target = text("target");
      for (String column : EXTRA) {
        Double value = number(column);
        if (value != null) {
          extra.put(column, fields[positions.get(column)].strip());
        }
      }
      return FrameMetadata.builder()
          .site(text("site"))
          .studyId(studyId)
          .scanner(scanner)
          .probe(probe)
          .target(target)
          .harmonic(flag("harm"))
          .frequencyHz(frequencyHz)
          .voltageV(number("v"))
          .initialRadius(initialRadius)
          .finalRadius(finalRadius)
          .initialAngle(initialAngle)
          .finalAngle(finalAngle)
          .extra(extra)
          .build();
    }

    String text(String column) {
      Integer position = positions.get(column);
      if (position == null) {
        return null;
      }
      String value = position < readable ? fields[position] : null;
      if (value == null || value.isBlank()) {
        missing.add(column);
        return null;
      }
      String stripped = value.strip();
      if (stripped.length() > LONGEST_TEXT || stripped.chars().anyMatch(Character::isISOControl)) {
        unreadable.add(column);
        return null;
      }
      return stripped;
    }

    private Double number(String column) {
      String text = text(column);
      if (text == null) {
        return null;
      }
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        unreadable.add(column);
        return null;
      }
      unreadable.add(column);
      return null;
    }

    private String identifier(String column) {
      String text = text(column);
      if (text == null) {
        return null;
      }
      String id = text.matches("\\d+\\.0") ? text.substring(0, text.length() - 2) : text;
      if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
        unreadable.add(column);
        return null;
      }
      return id;
    }

    private Boolean flag(String column) {
      String text = text(column);
      if (text == null) {
        return null;
      }
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "1", "1.0", "true" -> Boolean.TRUE;
        case "0", "0.0", "false" -> Boolean.FALSE;
        default -> {
          unreadable.add(column);
          yield null;
        }
      };
    }
  }
}
