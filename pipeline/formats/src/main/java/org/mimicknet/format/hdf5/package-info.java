/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HDF5 files: safe access to groups, attributes and arrays of numbers by jHDF, and the reader that
 * finds the layout of a file by its content.
 */
package org.mimicknet.format.hdf5;
