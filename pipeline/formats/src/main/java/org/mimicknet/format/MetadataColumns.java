/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mimicknet.archive.FilePath;
import org.mimicknet.archive.Reason;

/**
 * The columns of a metadata CSV that are taken, by the header of the file; all others, {@code
 * datapath} among them, are dropped at once.
 */
final class MetadataColumns {
  private static final List<String> EXTRA =
      List.of(
          MetadataCsv.AXIAL_SAMPLES, MetadataCsv.LATERAL_SAMPLES, "f0_mhz", "span_deg", "focus_cm");
  static final String FILE_NAME = "filename";

  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_PATH = 1024;

  private final String csv;
  private final char delimiter;
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final int width;
  private final Interner<String> texts = new Interner<>();
  private final Interner<FrameMetadata> metadata = new Interner<>();

  /**
   * @param csv the path of the file, for its rows
   * @param header the names of all columns
   * @param delimiter what separates them: where it is no comma, numbers may have a decimal comma
   */
  MetadataColumns(String csv, List<String> header, char delimiter) {
    this.csv = csv;
    this.delimiter = delimiter;
    width = header.size();
    for (int i = 0; i < width; i++) {
      positions.putIfAbsent(header.get(i), i);
    }
  }

  boolean haveFileName() {
    return positions.containsKey(FILE_NAME);
  }

  /** Whether a row says nothing: all its fields are blank, or it is the header once more. */
  boolean isIdle(String[] fields) {
    int file = positions.get(FILE_NAME);
    return (file < fields.length && FILE_NAME.equalsIgnoreCase(fields[file]))
        || Arrays.stream(fields).allMatch(field -> field == null || field.isBlank());
  }

  /** {@code cut}: the file ends within the row, so that its last field may be half a value. */
  MetadataRow row(long line, String[] fields, Cut cut) {
    boolean incomplete = fields.length < width;
    int readable = cut == Cut.MAYBE && incomplete ? fields.length - 1 : fields.length;
    Row row = new Row(fields, readable);
    String file = FilePath.plain(Objects.requireNonNullElse(row.text(FILE_NAME, LONGEST_PATH), ""));
    String shape = shape(fields.length);
    if (file.isEmpty()) {
      return MetadataRow.unusable(
          csv,
          line,
          Reason.UNREADABLE_ROW,
          joined("The row of the metadata CSV has no readable filename", shape));
    }
    FrameMetadata said = metadata.of(row.metadata());
    String notes =
        joined(
            row.missing.isEmpty() ? "" : String.join(", ", row.missing) + " missing",
            row.unreadable.isEmpty() ? "" : String.join(", ", row.unreadable) + " unreadable",
            shape);
    return new MetadataRow(csv, line, file, said, texts.of(notes), null);
  }

  private String shape(int fields) {
    if (fields == width) {
      return "";
    }
    return fields < width
        ? "the row has %s of %s fields".formatted(fields, width)
        : "the row has %s fields instead of %s".formatted(fields, width);
  }

  private static String joined(String... notes) {
    return Arrays.stream(notes).filter(note -> !note.isEmpty()).collect(Collectors.joining("; "));
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
      String probe = repeated("probe");
      String scanner = repeated("scanner");
      String target = repeated("target");
      for (String column : EXTRA) {
        if (number(column) != null) {
          extra.put(column, texts.of(withDecimalPoint(fields[positions.get(column)].strip())));
        }
      }
      return FrameMetadata.builder()
          .site(repeated("site"))
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
      return text(column, LONGEST_TEXT);
    }

    String text(String column, int longest) {
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
      if (stripped.length() > longest || stripped.chars().anyMatch(Character::isISOControl)) {
        unreadable.add(column);
        return null;
      }
      return stripped;
    }

    private String repeated(String column) {
      String text = text(column);
      return text == null ? null : texts.of(text);
    }

    private Double number(String column) {
      String text = text(column);
      if (text == null) {
        return null;
      }
      try {
        double value = Double.parseDouble(withDecimalPoint(text));
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

    private String withDecimalPoint(String number) {
      return delimiter == ',' ? number : number.replace(',', '.');
    }

    private String identifier(String column) {
      String text = text(column);
      if (text == null) {
        return null;
      }
      String id = text.matches("\\d+[.,]0") ? text.substring(0, text.length() - 2) : text;
      if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
        unreadable.add(column);
        return null;
      }
      return texts.of(id);
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
