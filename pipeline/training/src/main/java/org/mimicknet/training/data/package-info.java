/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a network is trained on: frames chosen from the table {@code frames}, split by study, kept
 * on the local disk of the task, and given out as random crops.
 */
package org.mimicknet.training.data;
