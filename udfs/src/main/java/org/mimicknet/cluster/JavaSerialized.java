/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.cluster;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.mimicknet.Internal;

/**
 * A value that goes through Java's serialisation, whatever {@code spark.serializer} says. Spark
 * writes broadcasts and the results of tasks by that setting, and Kryo, which other libraries
 * demand, cannot read records.
 *
 * @param value serializable
 */
@Internal
@DefaultSerializer(JavaSerializer.class)
public record JavaSerialized<T>(T value) implements Serializable {}
