/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Beamformed data in UFF, the HDF5 dialect of the UltraSound ToolBox (USTB). */
package org.mimicknet.format.uff;
