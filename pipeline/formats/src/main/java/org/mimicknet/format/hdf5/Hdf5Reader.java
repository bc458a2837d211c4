/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.mimicknet.Internal;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;

/**
 * Reads HDF5 files: opens each once and lets the one {@link Hdf5Layout} read it that knows its
 * content. The file name plays no part.
 *
 * <p>Memory: the whole file, for HDF5 is read at any position, and one frame.
 */
@Internal
public final class Hdf5Reader implements FormatReader {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  /** At the start, or behind the user block of MATLAB. */
  private static final int[] SIGNATURE_AT = {0, 512};

  private static final List<Hdf5Layout> LAYOUTS =
      ServiceLoader.load(Hdf5Layout.class, Hdf5Layout.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  @Override
  public String name() {
    return LAYOUTS.stream().map(Hdf5Layout::name).sorted().collect(Collectors.joining(", "));
  }

  @Override
  public boolean recognises(byte[] head) {
    for (int at : SIGNATURE_AT) {
      int end = at + SIGNATURE.length;
      if (head.length >= end && Arrays.equals(head, at, end, SIGNATURE, 0, SIGNATURE.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.PERSONAL;
  }

  @Override
  public Set<String> options() {
    return LAYOUTS.stream()
        .flatMap(layout -> layout.options().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void validate(Map<String, String> options) {
    LAYOUTS.forEach(layout -> layout.validate(options));
  }

  @Override
  public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
    try {
      byte[] bytes = MemberBytes.all(member, settings.limits());
      Hdf5File file = Hdf5File.open(bytes, settings.limits());
      return layout(file, settings).read(member.path(), file, settings);
    } catch (Exception | StackOverflowError | AssertionError e) {
      throw Hdf5Failure.of(e);
    }
  }

  private Hdf5Layout layout(Hdf5File file, ReadSettings settings) throws MemberException {
    List<Hdf5Layout> fitting =
        LAYOUTS.stream().filter(layout -> layout.recognises(file, settings)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        fitting.isEmpty()
            ? "The HDF5 file is of no layout that is read; read are " + name()
            : "The HDF5 file fits several layouts: "
                + fitting.stream()
                    .map(Hdf5Layout::name)
                    .sorted()
                    .collect(Collectors.joining(", ")));
  }
}
