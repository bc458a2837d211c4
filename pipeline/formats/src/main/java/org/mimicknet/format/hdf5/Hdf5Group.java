/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mimicknet.Internal;

/** A group: nodes by their names. */
@Internal
public final class Hdf5Group implements Hdf5Node {
  private final Hdf5File file;
  private final Group group;

  Hdf5Group(Hdf5File file, Group group) {
    this.file = file;
    this.group = group;
  }

  /** The names in it, sorted. */
  public Set<String> names() {
    return new TreeSet<>(group.getChildren().keySet());
  }

  public Optional<Hdf5Node> child(String name) {
    Node node = group.getChildren().get(name);
    return node == null || node.isLink() ? Optional.empty() : Optional.of(file.wrap(node));
  }

  public Optional<Hdf5Group> group(String name) {
    return child(name).filter(Hdf5Group.class::isInstance).map(Hdf5Group.class::cast);
  }

  public Optional<Hdf5Array> array(String name) {
    return child(name).filter(Hdf5Array.class::isInstance).map(Hdf5Array.class::cast);
  }

  /** The data set {@code name}, where it is one short text. */
  public Optional<String> text(String name) {
    return child(name)
        .filter(Hdf5Opaque.class::isInstance)
        .flatMap(node -> ((Hdf5Opaque) node).text());
  }

  @Override
  public Optional<String> attribute(String name) {
    return Attributes.text(group, name);
  }

  @Override
  public boolean hasAttribute(String name) {
    return group.getAttribute(name) != null;
  }
}
