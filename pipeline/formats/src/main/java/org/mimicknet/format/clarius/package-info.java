/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Raw data of Clarius scanners: IQ and envelope of a capture. */
package org.mimicknet.format.clarius;
