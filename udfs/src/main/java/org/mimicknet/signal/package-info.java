/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What happens to the pixels of one frame before and after the network: envelope, log compression,
 * normalisation, padding, histogram match, gain correction, scan conversion. Formulas:
 * docs/SCIENCE.md sections 2 to 4.
 */
package org.mimicknet.signal;
