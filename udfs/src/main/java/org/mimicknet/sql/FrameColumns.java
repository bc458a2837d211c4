package org.mimicknet.sql;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.image.Image;

/** Where a frame lies in a row. */
record FrameColumns(int das, int clinical, int height, int width) implements Serializable {
  static FrameColumns of(StructType schema, String das, String clinical) {
    return new FrameColumns(
        schema.fieldIndex(das),
        Arrays.asList(schema.fieldNames()).indexOf(clinical),
        schema.fieldIndex("height"),
        schema.fieldIndex("width"));
  }

  Image das(Row row) {
    return Image.fromBytes(row.getAs(das), row.getInt(height), row.getInt(width));
  }

  Optional<Image> clinical(Row row) {
    return clinical < 0 || row.isNullAt(clinical)
        ? Optional.empty()
        : Optional.of(Image.fromBytes(row.getAs(clinical), row.getInt(height), row.getInt(width)));
  }
}
