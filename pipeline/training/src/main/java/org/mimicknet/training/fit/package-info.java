/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Training one network in one task: gray-box and black-box steps, the schedule of the learning
 * rate, validation, checkpoints, and what is written for people to look at.
 */
package org.mimicknet.training.fit;
