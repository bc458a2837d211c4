/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;

/**
 * Reads MAT files of version 5 (MATLAB 5 to 7, compressed or not): the variables that one of the
 * {@link MatLayout}s wants, and no others.
 *
 * <p>Memory: those variables as the file holds them, and one frame of pixels; both are refused by
 * their declared size before memory is taken.
 */
@Internal
public final class MatReader implements FormatReader {
  @Override
  public String name() {
    return "MAT";
  }

  @Override
  public boolean recognises(byte[] head) {
    return MatHeader.of(head).filter(kind -> kind != MatHeader.V73).isPresent();
  }

  /** Of a file that no layout could read: what MimickNet exports. */
  @Override
  public Identifiers identifiers() {
    return Identifiers.RESEARCH;
  }

  @Override
  public Set<String> options() {
    return MatLayouts.options();
  }

  @Override
  public void validate(Map<String, String> options) {
    MatLayouts.validate(options);
  }

  @Override
  public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
    if (MatHeader.of(member.head()).orElse(MatHeader.V5) == MatHeader.V4) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "MAT files of version 4 are not read: load the file in MATLAB or SciPy and save it with"
              + " -v7");
    }
    try {
      Set<String> wanted = MatLayouts.variables(settings.options());
      Mat5Variables variables = Mat5Variables.read(member, wanted, settings.limits());
      return MatLayouts.read(member.path(), variables, settings);
    } catch (Exception | StackOverflowError | AssertionError e) {
      throw MemberException.of("The MAT file", e);
    }
  }
}
