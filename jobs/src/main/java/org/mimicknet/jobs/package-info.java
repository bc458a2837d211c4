/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What you run: {@link org.mimicknet.jobs.Main} and one thin command per action. */
package org.mimicknet.jobs;
