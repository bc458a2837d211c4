/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What runs have found nothing left of, and at which versions of tables. As long as these are the
 * newest, there is nothing left of it: so a command that finds nothing to do reads no table. A
 * commit of anybody makes it look again.
 *
 * <p>They are kept in the note of each commit to {@code runs}, where the next run finds them in the
 * newest one. A run that another one overtakes may lose what it has settled, and no more: what is
 * kept is true whoever keeps it.
 */
final class SettledWorks {
  /** Inputs and models of one warehouse that are run in turn, with room to spare. */
  static final int MOST = 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Raised with what a work is: then all of it is looked at again. */
  private static final int RULES = 1;

  /** The one that was last of use is the last. */
  private final Map<String, Settled> works = new LinkedHashMap<>(MOST, 0.75f, true);

  private final Map<String, Settled> fresh = new LinkedHashMap<>();
  private boolean isLoaded;

  /**
   * A work of which nothing is left.
   *
   * @param at versions of tables, by their names
   * @param counts what the work has to tell again
   */
  record Settled(Map<String, String> at, Map<String, Long> counts) {
    private boolean isWhole() {
      return at != null && !at.isEmpty() && counts != null;
    }
  }

  /** What is written beside a commit. */
  private record Note(String run, int rules, Map<String, Settled> settled) {
    private boolean isWhole() {
      return run != null
          && settled != null
          && settled.values().stream().allMatch(work -> work != null && work.isWhole());
    }
  }

  /** Takes over what a note says, the first time; one that is no such note says nothing. */
  synchronized SettledWorks loaded(Supplier<Optional<String>> note) {
    if (!isLoaded) {
      note.get()
          .flatMap(SettledWorks::read)
          .filter(read -> read.rules() == RULES)
          .ifPresent(read -> works.putAll(read.settled()));
      isLoaded = true;
    }
    return this;
  }

  synchronized Optional<Settled> find(String work) {
    return Optional.ofNullable(works.get(work));
  }

  /** Of a run that may still fail: see {@link #end}. */
  synchronized void add(String work, Map<Table, TableVersion> at, Map<String, Long> counts) {
    Map<String, String> versions = new TreeMap<>();
    at.forEach((table, version) -> versions.put(table.sqlName(), version.text()));
    fresh.put(work, new Settled(versions, new TreeMap<>(counts)));
  }

  /** A run has ended: what it has settled stays so if it has succeeded. */
  synchronized void end(boolean succeeded) {
    if (succeeded) {
      works.putAll(fresh);
    }
    fresh.clear();
    while (works.size() > MOST) {
      works.remove(works.keySet().iterator().next());
    }
  }

  /**
   * What is to be written beside a commit.
   *
   * @param run names the commit
   */
  synchronized String note(String run) {
    try {
      return JSON.writeValueAsString(new Note(run, RULES, works));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the note of a commit", e);
    }
  }

  /** Whether a note is that of the commit of a name. */
  static boolean isOf(String note, String run) {
    return read(note).filter(read -> read.run().equals(run)).isPresent();
  }

  private static Optional<Note> read(String note) {
    try {
      return Optional.ofNullable(JSON.readValue(note, Note.class)).filter(Note::isWhole);
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }
}
