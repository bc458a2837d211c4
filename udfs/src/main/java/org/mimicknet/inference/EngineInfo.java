/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

/**
 * What computed a frame.
 *
 * @param provider the engine, for example {@code onnxruntime}
 * @param runtimeVersion its version, for example {@code 1.23.2}
 * @param precision the arithmetic, for example {@code float32}
 * @param device {@code cpu} or {@code cuda:0}
 */
public record EngineInfo(String provider, String runtimeVersion, String precision, String device) {}
