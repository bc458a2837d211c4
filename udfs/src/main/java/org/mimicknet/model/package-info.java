/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The network as data: its graph and weights, the Keras import, the ONNX file, and the bundle that
 * holds a model with everything that changes a pixel.
 */
package org.mimicknet.model;
