/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Simulated ultrasound: phantoms ({@link org.mimicknet.simulation.Target}), complex IQ of a probe
 * ({@link org.mimicknet.simulation.IqSimulator}), the image that a scanner would make of it ({@link
 * org.mimicknet.simulation.ClinicalChain}), and the demonstration archives made of them ({@link
 * org.mimicknet.simulation.DemoArchives}).
 */
package org.mimicknet.simulation;
