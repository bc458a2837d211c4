/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import org.mimicknet.Internal;

/**
 * A member that cannot be opened, or an archive that cannot be read on: what came before it stands.
 *
 * @param path the member or the archive
 * @param reason the code for the table
 * @param detail what happened, for a reader
 */
@Internal
public record Problem(String path, Reason reason, String detail) implements ArchiveItem {}
