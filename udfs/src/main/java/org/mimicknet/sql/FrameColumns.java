/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.image.Image;
import org.mimicknet.image.PixelPool;
import org.mimicknet.inference.FrameEnhancer;

/** Where a frame lies in a row. */
record FrameColumns(int das, int clinical, int height, int width) implements Serializable {
  static FrameColumns of(StructType schema, String das, String clinical) {
    return new FrameColumns(
        schema.fieldIndex(das),
        Arrays.asList(schema.fieldNames()).indexOf(clinical),
        schema.fieldIndex("height"),
        schema.fieldIndex("width"));
  }

  /** Bytes of the images of a row. */
  long pixelBytes(Row row) {
    long bytes = row.isNullAt(das) ? 0 : row.<byte[]>getAs(das).length;
    return hasClinical(row) ? bytes + row.<byte[]>getAs(clinical).length : bytes;
  }

  /**
   * The memory that the frame of a row adds to its group.
   *
   * @throws org.mimicknet.signal.FrameException if a task has less
   */
  long requireMemory(Row row, FrameEnhancer enhancer, EnhanceMemory memory) {
    int images = hasClinical(row) ? 2 : 1;
    return memory.require(enhancer, row.getInt(height), row.getInt(width), images);
  }

  Image das(Row row, PixelPool pool) {
    return image(row, das, pool);
  }

  Optional<Image> clinical(Row row, PixelPool pool) {
    return hasClinical(row) ? Optional.of(image(row, clinical, pool)) : Optional.empty();
  }

  private boolean hasClinical(Row row) {
    return clinical >= 0 && !row.isNullAt(clinical);
  }

  private Image image(Row row, int column, PixelPool pool) {
    return Image.fromBytes(row.getAs(column), row.getInt(height), row.getInt(width), pool);
  }
}
