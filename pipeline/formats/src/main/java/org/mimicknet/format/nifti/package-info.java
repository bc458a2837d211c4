/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** NIfTI-1 and NIfTI-2 volumes, whose slices are frames. */
package org.mimicknet.format.nifti;
