/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.mimicknet.inference.vector.UNets.Design;
import org.mimicknet.inference.vector.UNets.Kind;
import org.mimicknet.model.Network;

/** The engine against {@link ReferenceForward} on random networks, sizes and frames. */
class VectorParityTest {
  private static final double TOLERANCE = 2e-6;

  /** Engines are kept from try to try, so that they meet changing sizes. */
  private static final ConcurrentMap<String, VectorEngine> ENGINES = new ConcurrentHashMap<>();

  /** A frame's size. */
  record Size(int height, int width) {}

  @Property(tries = 24, shrinking = ShrinkingMode.OFF)
  void everyDesignOfEverySize(
      @ForAll("designs") Design design, @ForAll("bits") int bits, @ForAll("sizes") Size size) {
    assertParity(design, bits, size);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void registersOf512Bits(@ForAll("designs") Design design) {
    assertParity(design, 512, new Size(16, 32));
  }

  @Example
  void aLargeFrame() {
    assertParity(new Design(Kind.DENSE, 16, 3, 3, 4, 0.2f), 256, new Size(2112, 48));
    assertParity(new Design(Kind.DENSE, 16, 3, 3, 4, 0.2f), 256, new Size(48, 304));
  }

  private static void assertParity(Design design, int bits, Size size) {
    Network network = UNets.random(design, design.hashCode());
    VectorEngine engine =
        ENGINES.computeIfAbsent(
            design + "/" + bits, key -> new VectorEngine(VectorProgram.of(network, bits)));
    float[] frame = UNets.frame(size.height(), size.width(), size.hashCode());

    float[] result = engine.run(frame, size.height(), size.width());

    double[] expected = ReferenceForward.run(network, frame, size.height(), size.width());
    double worst = 0;
    for (int i = 0; i < result.length; i++) {
      worst = Math.max(worst, Math.abs(result[i] - expected[i]));
    }
    assertThat(worst).as("%s, %d bits, %s", design, bits, size).isLessThan(TOLERANCE);
  }

  @Provide
  Arbitrary<Design> designs() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.of(8, 16, 32),
            Arbitraries.of(3, 7),
            Arbitraries.of(2, 4),
            Arbitraries.of(0f, 0.2f))
        .as(
            (kind, filters, rows, halvings, slope) ->
                new Design(kind, filters, rows, 3, halvings, slope));
  }

  @Provide
  Arbitrary<Integer> bits() {
    return Arbitraries.of(128, 256);
  }

  @Provide
  Arbitrary<Size> sizes() {
    return Combinators.combine(sides(), sides()).as(Size::new);
  }

  private static Arbitrary<Integer> sides() {
    return Arbitraries.integers().between(1, 8).map(n -> 16 * n);
  }
}
