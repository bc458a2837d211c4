/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.io.Serializable;
import org.mimicknet.Internal;

/**
 * How a GPU is used. What a JVM opens first there decides: the session of a network is shared by
 * all tasks until the JVM ends.
 *
 * @param runtime the jar {@code onnxruntime_gpu}, local or on any file system of Hadoop; blank: the
 *     runtime of the class path
 * @param concurrentRuns calls of the network that may use one session at once
 * @param memoryBytes the most that the session takes of the GPU's memory for tensors
 */
@Internal
public record GpuSettings(String runtime, int concurrentRuns, long memoryBytes)
    implements Serializable {
  /** What counts where nobody sets anything. */
  public static final GpuSettings DEFAULT = new GpuSettings("", 2, 8L << 30);
}
