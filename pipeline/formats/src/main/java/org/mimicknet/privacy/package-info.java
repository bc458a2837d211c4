/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Pseudonyms by a secret key, and what of an image may be kept. */
package org.mimicknet.privacy;
