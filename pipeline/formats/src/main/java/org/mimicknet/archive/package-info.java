/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Walking containers (folders, zip, tar, tar.gz, nested) as streams, with guards. Nothing is
 * extracted to disk.
 */
package org.mimicknet.archive;
