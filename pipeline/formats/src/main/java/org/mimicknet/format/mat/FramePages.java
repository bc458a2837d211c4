/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import org.mimicknet.Internal;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.image.Image;

/**
 * An array whose pages are frames: height x width x frames.
 *
 * @param name what messages call it
 * @param first the page that is the first frame; those before it come last
 */
@Internal
public record FramePages(String name, MatArray array, int first) {
  /**
   * The pages in their order.
   *
   * @throws MemberException if they are none, or larger than {@code limits} allow
   */
  public static FramePages of(String name, MatArray array, ArchiveLimits limits)
      throws MemberException {
    SampleGrid.requireSize(name, array.rows(), array.columns(), limits);
    if (array.pages() == 0) {
      throw new MemberException(Reason.MISSING_DATA, name + " holds no frame");
    }
    return new FramePages(name, array, 0);
  }

  /** The same frames, of which that on the page {@code oldest} is the first. */
  public FramePages from(int oldest) {
    return new FramePages(name, array, oldest);
  }

  /** How many frames there are. */
  public int count() {
    return array.pages();
  }

  long pixels() {
    return (long) array.rows() * array.columns();
  }

  long pageBytes() throws MemberException {
    return array.pageBytes();
  }

  Image magnitude(int frame) throws MemberException {
    return array.page(name, page(frame)).magnitude();
  }

  Image values(int frame) throws MemberException {
    return array.page(name, page(frame)).values();
  }

  private int page(int frame) {
    return (int) (((long) first + frame) % count());
  }

  String size() {
    return "%s is %s x %s".formatted(name, array.rows(), array.columns());
  }
}
