/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Kernels between Keras' order, rows first, and that of ONNX, channels first. ONNX convolutions
 * hold {@code [outputs][inputs][rows][columns]}, transposed ones {@code
 * [inputs][outputs][rows][columns]}, depthwise ones {@code [channels][1][rows][columns]}.
 */
final class OnnxWeights {
  private OnnxWeights() {}

  static TensorProto.Builder kernel(Layer.Convolution layer) {
    Layer.Shape shape = layer.shape();
    float[] onnx =
        swapped(layer.kernel(), shape.rows() * shape.columns(), shape.inputs(), shape.outputs());
    return tensor(onnx, shape.outputs(), shape.inputs(), shape.rows(), shape.columns());
  }

  static TensorProto.Builder kernel(Layer.DepthwiseConvolution layer) {
    Layer.Shape shape = layer.shape();
    float[] onnx = swapped(layer.kernel(), shape.rows() * shape.columns(), 1, shape.inputs());
    return tensor(onnx, shape.inputs(), 1, shape.rows(), shape.columns());
  }

  static TensorProto.Builder kernel(Layer.TransposedConvolution layer) {
    Layer.Shape shape = layer.shape();
    float[] onnx =
        swapped(layer.kernel(), shape.rows() * shape.columns(), shape.outputs(), shape.inputs());
    return tensor(onnx, shape.inputs(), shape.outputs(), shape.rows(), shape.columns());
  }

  static TensorProto.Builder vector(Weights values) {
    return tensor(values.toArray(), values.length());
  }

  /** The kernel of a tensor {@code [a][b][rows][columns]} as {@code [rows][columns][b][a]}. */
  static Weights kernel(TensorProto tensor) {
    float[] onnx = values(tensor);
    int a = Math.toIntExact(tensor.getDims(0));
    int b = Math.toIntExact(tensor.getDims(1));
    int taps = onnx.length / (a * b);
    float[] keras = new float[onnx.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        for (int tap = 0; tap < taps; tap++) {
          keras[(tap * b + j) * a + i] = onnx[(i * b + j) * taps + tap];
        }
      }
    }
    return new Weights(keras);
  }

  static Weights vector(TensorProto tensor) {
    return new Weights(values(tensor));
  }

  /** Keras' {@code [taps][b][a]} as {@code [a][b][taps]}. */
  private static float[] swapped(Weights keras, int taps, int b, int a) {
    float[] onnx = new float[keras.length()];
    for (int tap = 0; tap < taps; tap++) {
      for (int j = 0; j < b; j++) {
        for (int i = 0; i < a; i++) {
          onnx[(i * b + j) * taps + tap] = keras.at((tap * b + j) * a + i);
        }
      }
    }
    return onnx;
  }

  private static TensorProto.Builder tensor(float[] values, long... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  /**
   * Refuses a tensor whose dimensions are not those of the values that it holds.
   *
   * @throws IllegalArgumentException if it is not raw float32 values, as many as it declares
   */
  static void check(TensorProto tensor) {
    long length = 1;
    boolean positive = true;
    for (long dimension : tensor.getDimsList()) {
      length = Math.multiplyExact(length, dimension);
      positive &= dimension > 0;
    }
    if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
        || !positive
        || tensor.getRawData().size() != Math.multiplyExact(4, length)) {
      throw new IllegalArgumentException(
          "the values %s are not %s raw float32 values".formatted(tensor.getName(), length));
    }
  }

  private static float[] values(TensorProto tensor) {
    FloatBuffer floats =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
