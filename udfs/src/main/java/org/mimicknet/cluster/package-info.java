/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What goes from the driver to tasks and back. */
package org.mimicknet.cluster;
