/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Images: float pixels with a height and a width, their bytes in tables, and PNG. */
package org.mimicknet.image;
