/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A POM as it is read under one of its profiles. */
record Pom(Element project, Element profile) {
  static Pom read(Path file, String profile) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    Element active =
        children(project, "profiles")
            .flatMap(profiles -> children(profiles, "profile"))
            .filter(each -> text(each, "id").equals(Optional.of(profile)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(file + " has no profile " + profile));
    return new Pom(project, active);
  }

  /** A property: the profile's where it has one. */
  String property(String name) {
    return Stream.of(profile, project)
        .flatMap(part -> children(part, "properties"))
        .flatMap(properties -> text(properties, name).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no property " + name));
  }

  /** The coordinates of the dependencies on a group that are declared with their versions. */
  List<String> dependencies(String group) {
    return Stream.of(project, profile)
        .flatMap(part -> children(part, "dependencies"))
        .flatMap(dependencies -> children(dependencies, "dependency"))
        .filter(dependency -> text(dependency, "groupId").equals(Optional.of(group)))
        .map(
            dependency ->
                String.join(
                    ":",
                    group,
                    text(dependency, "artifactId").orElseThrow(),
                    text(dependency, "version").orElseThrow()))
        .toList();
  }

  private static Optional<String> text(Element parent, String name) {
    return children(parent, name).findFirst().map(Node::getTextContent).map(String::strip);
  }

  private static Stream<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList all = parent.getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found.stream();
  }
}
