/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.ArrayList;
import java.util.List;

/**
 * What a listing starts from, numbered from 0 in this order.
 *
 * @param inputs files, folders and patterns of Hadoop
 * @param lists files that name more of them, one a line
 * @param metadata files and folders with metadata CSVs
 */
record GivenPaths(List<String> inputs, List<String> lists, List<String> metadata) {
  GivenPaths {
    inputs = List.copyOf(inputs);
    lists = List.copyOf(lists);
    metadata = List.copyOf(metadata);
  }

  /** Metadata alone. */
  static GivenPaths ofMetadata(List<String> metadata) {
    return new GivenPaths(List.of(), List.of(), metadata);
  }

  /** The path with a number, as the user gives it. */
  String path(int number) {
    List<String> all = new ArrayList<>(inputs);
    all.addAll(lists);
    all.addAll(metadata);
    return all.get(number);
  }

  int firstList() {
    return inputs.size();
  }

  int firstMetadata() {
    return inputs.size() + lists.size();
  }

  boolean isList(int number) {
    return number >= firstList() && number < firstMetadata();
  }
}
