/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Weights;

class GpuMemoryTest {
  private static final int CHANNELS = 4 << 20;
  private static final int SIDE = 4096;

  /** 256 TiB are more than an address of a process can tell apart. The arena is that of a GPU. */
  @Test
  void theRuntimesOwnWordsForFullMemoryAreKnown() throws Exception {
    Network network =
        new Network(
            List.of(
                new Network.Node("image", new Layer.Input(), List.of()),
                new Network.Node("many", pointwise(1, CHANNELS), List.of(0)),
                new Network.Node("one", pointwise(CHANNELS, 1), List.of(1))));
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    OrtException full = null;
    try (OrtSession session = runtime.createSession(TestModels.bundle(network).onnx());
        OnnxTensor image =
            OnnxTensor.createTensor(
                runtime, FloatBuffer.allocate(SIDE * SIDE), new long[] {1, 1, SIDE, SIDE});
        OrtSession.Result result = session.run(Map.of("image", image))) {
      assertThat(result.size()).isZero();
    } catch (OrtException e) {
      full = e;
    }

    assertThat(full).hasMessageContaining("memory");
    assertThat(GpuMemory.isFull(full)).as(full.getMessage()).isTrue();
  }

  private static Layer pointwise(int inputs, int outputs) {
    return new Layer.Convolution(
        new Layer.Shape(1, 1, inputs, outputs),
        new Weights(new float[inputs * outputs]),
        new Weights(new float[outputs]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA failure 2: out of memory ; GPU=0 ; hostname=n1 ; file=cuda_allocator.cc ; line=47 ;"
            + " expr=cudaMalloc((void**)&p, size);",
        "Available memory of 1048576 is smaller than requested bytes of 2097152",
        "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cublasCreate(&cublas_handle_);",
        "CUDNN failure 4: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
        "CUDNN failure 2: CUDNN_STATUS_ALLOC_FAILED"
      })
  void whatCudaSaysIsFoundBehindOtherFailures(String words) {
    assertThat(GpuMemory.isFull(new IllegalStateException("Cannot run", new Exception(words))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA failure 700: an illegal memory access was encountered",
        "CUDA failure 100: no CUDA-capable device is detected",
        "Got invalid dimensions for input: image"
      })
  void otherFailuresAreNotTakenForFullMemory(String words) {
    assertThat(GpuMemory.isFull(new IllegalStateException(words))).isFalse();
    assertThat(GpuMemory.isFull(new IllegalStateException((String) null))).isFalse();
  }
}
