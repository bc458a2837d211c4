/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Training on Spark: one training, or a search of many, each in a task of its own, on frames of a
 * warehouse.
 */
package org.mimicknet.training;
