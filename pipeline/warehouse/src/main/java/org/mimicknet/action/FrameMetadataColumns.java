/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.spark.ScalaCollections;

/** The columns of {@code frames} that a file and the metadata CSVs fill alike. */
final class FrameMetadataColumns {
  private static final StructType GEOMETRY =
      new StructType()
          .add("initial_radius", DataTypes.DoubleType)
          .add("final_radius", DataTypes.DoubleType)
          .add("initial_angle", DataTypes.DoubleType)
          .add("final_angle", DataTypes.DoubleType);

  private static final StructType TYPE =
      new StructType()
          .add("site", DataTypes.StringType)
          .add("study_id", DataTypes.StringType)
          .add("series_id", DataTypes.StringType)
          .add("scanner", DataTypes.StringType)
          .add("manufacturer", DataTypes.StringType)
          .add("model_name", DataTypes.StringType)
          .add("probe", DataTypes.StringType)
          .add("target", DataTypes.StringType)
          .add("harmonic", DataTypes.BooleanType)
          .add("frequency_hz", DataTypes.DoubleType)
          .add("voltage_v", DataTypes.DoubleType)
          .add("geometry", GEOMETRY)
          .add("extra", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));

  private FrameMetadataColumns() {}

  /** The columns {@code own}, and these. */
  static StructType after(StructType own) {
    StructType type = own;
    for (StructField field : TYPE.fields()) {
      type = type.add(field);
    }
    return type;
  }

  /** The row of {@link #after}. */
  static Row row(Object[] own, FrameMetadata metadata) {
    Object[] filled = values(metadata);
    Object[] values = new Object[own.length + filled.length];
    System.arraycopy(own, 0, values, 0, own.length);
    System.arraycopy(filled, 0, values, own.length, filled.length);
    return RowFactory.create(values);
  }

  private static Object[] values(FrameMetadata m) {
    boolean polar =
        m.initialRadius() != null
            || m.finalRadius() != null
            || m.initialAngle() != null
            || m.finalAngle() != null;
    return new Object[] {
      m.site(),
      m.studyId(),
      m.seriesId(),
      m.scanner(),
      m.manufacturer(),
      m.modelName(),
      m.probe(),
      m.target(),
      m.harmonic(),
      m.frequencyHz(),
      m.voltageV(),
      polar
          ? RowFactory.create(m.initialRadius(), m.finalRadius(), m.initialAngle(), m.finalAngle())
          : null,
      ScalaCollections.asScala(extra(m))
    };
  }

  private static Map<String, String> extra(FrameMetadata m) {
    Map<String, String> extra = new TreeMap<>(m.extra());
    if (m.patientId() != null) {
      extra.put("patient_id", m.patientId());
    }
    if (m.instanceId() != null) {
      extra.put("instance_id", m.instanceId());
    }
    return extra;
  }
}
