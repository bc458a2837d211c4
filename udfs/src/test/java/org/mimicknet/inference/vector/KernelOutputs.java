/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.mimicknet.image.Image;
import org.mimicknet.inference.vector.UNets.Design;
import org.mimicknet.inference.vector.UNets.Kind;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.Metrics;
import org.mimicknet.metrics.Precision;
import org.mimicknet.signal.HistogramMatch;
import org.mimicknet.signal.Mean;
import org.mimicknet.signal.Normalisation;
import org.mimicknet.signal.Preprocessing;

/** What the vector kernels compute in one JVM: images by the hash of their bits, and metrics. */
final class KernelOutputs {
  /** No multiple of any register. */
  private static final int HEIGHT = 93;

  private static final int WIDTH = 71;

  /** Frames until compiled code computes them. */
  private static final int FRAMES = 300;

  private final String when;
  private final Image das = new Preprocessing(Preprocessing.PUBLISHED_CLIP).input(noise(1));
  private final Image clinical = Normalisation.toUnitRange(noise(2));
  private final Image matched = new HistogramMatch().prepare(das).of(clinical);
  private final double mean = Mean.of(das);
  private final Metrics inDouble = new Comparison(Precision.DOUBLE).compare(clinical, das);
  private final double inFloat = new Comparison(Precision.FLOAT).ssim(clinical, das);

  private KernelOutputs(String when) {
    this.when = when;
  }

  /** Prints name and value of each, first from code that is interpreted, then from compiled. */
  public static void main(String[] arguments) throws Exception {
    print("version", Integer.toString(Runtime.version().feature()));
    print("vector engine", VectorSupport.obstacle().orElse("works"));
    for (Kind kind : Kind.values()) {
      Design design = new Design(kind, 16, 3, 3, 2, 0.2f);
      VectorEngine engine = new VectorEngine(VectorProgram.of(UNets.random(design, 1)));
      float[] frame = UNets.frame(64, 48, 2);
      print(kind + " at first", engine.run(frame, 64, 48));
      for (int i = 0; i < FRAMES; i++) {
        engine.run(frame, 64, 48);
      }
      print(kind + " compiled", engine.run(frame, 64, 48));
    }
    new KernelOutputs(" at first").print();
    for (int i = 0; i < FRAMES; i++) {
      new KernelOutputs("");
    }
    new KernelOutputs(" compiled").print();
  }

  private void print() throws Exception {
    print("preprocessed" + when, das.pixels());
    print("normalised" + when, clinical.pixels());
    print("matched" + when, matched.pixels());
    print("mean" + when, Double.toString(mean));
    print("mse" + when, Double.toString(inDouble.mse()));
    print("mae" + when, Double.toString(inDouble.mae()));
    print("corr" + when, Double.toString(inDouble.corr()));
    print("ssim" + when, Double.toString(inDouble.ssim()));
    print("ssim in float" + when, Double.toString(inFloat));
  }

  private static void print(String name, String value) {
    System.out.println(name + "=" + value);
  }

  private static void print(String name, float[] pixels) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * pixels.length);
    bytes.asFloatBuffer().put(pixels);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    print(name, HexFormat.of().formatHex(hash));
  }

  private static Image noise(long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.exp(9 * random.nextDouble());
    }
    return new Image(pixels, HEIGHT, WIDTH);
  }
}
