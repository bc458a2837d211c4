/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Networks that can be trained: the project's own {@link org.mimicknet.model.Network} run and
 * differentiated by PyTorch through DJL. All trained values live on the Java heap; native memory
 * lives for one {@link org.mimicknet.training.graph.Step}.
 */
package org.mimicknet.training.graph;
