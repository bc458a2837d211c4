/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Data sets of the zea toolbox, in HDF5. */
package org.mimicknet.format.zea;
