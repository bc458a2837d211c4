/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Map;

/**
 * What a command did, for its exit code and the table {@code runs}.
 *
 * @param counts names and numbers, for example {@code frames_ok}
 * @param bytes bytes of input that were read
 */
record RunOutcome(ExitCode code, Map<String, Long> counts, long bytes) {}
