/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.ndarray.types.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.mimicknet.Internal;

/**
 * The trained values of a graph, tensor by tensor, in PyTorch's order (channels first). A training
 * step reads them and an optimiser changes them in place.
 */
@Internal
public final class Parameters {
  /** One tensor; the array is shared. */
  static final class Tensor {
    private final Shape shape;
    private final float[] values;

    private Tensor(Shape shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    Shape shape() {
      return shape;
    }

    float[] values() {
      return values;
    }
  }

  private final List<Tensor> tensors = new ArrayList<>();

  void add(float[] values, long... shape) {
    Shape size = new Shape(shape);
    if (size.size() != values.length) {
      throw new IllegalArgumentException(
          "Cannot make a tensor of %s from %s values".formatted(size, values.length));
    }
    tensors.add(new Tensor(size, values));
  }

  List<Tensor> tensors() {
    return tensors;
  }

  /** How many tensors there are. */
  public int count() {
    return tensors.size();
  }

  /** The values of a tensor: the array itself. */
  public float[] values(int tensor) {
    return tensors.get(tensor).values();
  }

  /** How many values there are in all tensors. */
  public long size() {
    return tensors.stream().mapToLong(tensor -> tensor.values().length).sum();
  }

  /** Replaces all values by those of parameters of the same shapes. */
  public void copyFrom(Parameters other) {
    for (int i = 0; i < count(); i++) {
      System.arraycopy(other.values(i), 0, values(i), 0, values(i).length);
    }
  }

  /** Writes all values, to be read by {@link #read} of parameters of the same shapes. */
  public void write(DataOutput out) throws IOException {
    for (Tensor tensor : tensors) {
      write(tensor.values(), out);
    }
  }

  /** Replaces all values by those that {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    for (Tensor tensor : tensors) {
      read(tensor.values(), in);
    }
  }

  /** Writes an array without its length. */
  public static void write(float[] values, DataOutput out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  /** Fills an array with what {@link #write(float[], DataOutput)} wrote. */
  public static void read(float[] values, DataInput in) throws IOException {
    byte[] bytes = new byte[4 * values.length];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
  }
}
