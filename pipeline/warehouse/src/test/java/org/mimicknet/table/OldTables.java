/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

/** Tables as versions of this program made them that knew fewer columns. */
final class OldTables {
  private OldTables() {}

  /** The table {@code frames} before it had the column {@code quality}. */
  static void dropQuality(Warehouse warehouse) {
    drop(warehouse, "quality");
  }

  /** The same before it told what of an image was redacted. */
  static void dropRedaction(Warehouse warehouse) {
    drop(warehouse, "redaction, redaction_rule, redacted_fraction, text_edges");
  }

  private static void drop(Warehouse warehouse, String columns) {
    String table = warehouse.identifier(Table.FRAMES);
    warehouse
        .spark()
        .sql(
            "ALTER TABLE "
                + table
                + " SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name',"
                + " 'delta.minReaderVersion' = '2', 'delta.minWriterVersion' = '5')");
    warehouse.spark().sql("ALTER TABLE " + table + " DROP COLUMNS (" + columns + ")");
  }
}
