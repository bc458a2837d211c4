/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag$;

class JavaSerializedTest {
  /** What Kryo cannot write: a record within a list. */
  private record Piece(String name, List<Piece> parts) implements Serializable {}

  private static final Piece PIECE = new Piece("whole", List.of(new Piece("part", List.of())));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRecordSurvivesKryo(boolean unsafe) {
    SerializerInstance kryo = kryo(unsafe);

    assertThat(roundTrip(kryo, new JavaSerialized<>(PIECE)).value()).isEqualTo(PIECE);
  }

  @Test
  void byItselfItDoesNot() {
    assertThatThrownBy(() -> roundTrip(kryo(true), PIECE))
        .hasStackTraceContaining("can't get field offset on a record class");
  }

  private static SerializerInstance kryo(boolean unsafe) {
    SparkConf conf = new SparkConf(false).set("spark.kryo.unsafe", String.valueOf(unsafe));
    return new KryoSerializer(conf).newInstance();
  }

  private static <T> T roundTrip(SerializerInstance serializer, T value) {
    return serializer.deserialize(
        serializer.serialize(value, ClassTag$.MODULE$.apply(value.getClass())),
        ClassTag$.MODULE$.apply(value.getClass()));
  }
}
