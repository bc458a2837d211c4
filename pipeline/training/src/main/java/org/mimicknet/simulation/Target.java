/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mimicknet.Internal;
import org.mimicknet.simulation.Structure.Arc;
import org.mimicknet.simulation.Structure.Blob;
import org.mimicknet.simulation.Structure.Layer;
import org.mimicknet.simulation.Structure.Tube;
import org.mimicknet.simulation.Structure.Wire;

/** What is imaged: each draws its structures at random within a field of view. */
@Internal
public enum Target {
  /** Tissue-mimicking phantom: anechoic cysts, lesions of several contrasts, rows of wires. */
  PHANTOM("phantom", 0, -38) {
    @Override
    List<Structure> structures(double widthMm, double depthMm, Random random) {
      List<Structure> all = new ArrayList<>();
      double size = Math.min(widthMm, depthMm);
      double cystZ = depthMm * between(random, 0.25, 0.4);
      double lesionZ = depthMm * between(random, 0.55, 0.65);
      for (int i = 0; i < 3; i++) {
        double x = widthMm * (0.25 * (i - 1) + between(random, -0.04, 0.04));
        double cyst = size * between(random, 0.04, 0.09);
        all.add(new Blob(x, cystZ, cyst, cyst, 0, Medium.FLUID));
        double lesion = size * between(random, 0.05, 0.09);
        double contrastDb = new double[] {-9, 6, 13}[random.nextInt(3)];
        all.add(new Blob(x, lesionZ, lesion, lesion, 0, Medium.diffuse(contrastDb, 0.5)));
      }
      Medium nylon = Medium.mirror(between(random, 28, 36), 0.5);
      double column = widthMm * between(random, -0.1, 0.1);
      for (int i = 1; i <= 6; i++) {
        all.add(new Wire(column, depthMm * i / 7, nylon));
      }
      double row = depthMm * between(random, 0.76, 0.82);
      for (int i = -2; i <= 2; i++) {
        all.add(new Wire(widthMm * i / 7, row, nylon));
      }
      return all;
    }
  },

  /** The same under a layer that fills it with reverberation. */
  CLUTTERED_PHANTOM("cluttered phantom", 1.5, -17) {
    @Override
    List<Structure> structures(double widthMm, double depthMm, Random random) {
      List<Structure> all = new ArrayList<>(PHANTOM.structures(widthMm, depthMm, random));
      all.addAll(bodyWall(depthMm, random));
      return all;
    }
  },

  /** Body wall, parenchyma with vessels, sometimes a lesion, and the diaphragm. */
  LIVER("liver", 2, -26) {
    @Override
    List<Structure> structures(double widthMm, double depthMm, Random random) {
      List<Structure> all = new ArrayList<>();
      for (int i = 4 + random.nextInt(5); i > 0; i--) {
        double x = widthMm * between(random, -0.45, 0.45);
        double z = depthMm * between(random, 0.25, 0.8);
        double length = depthMm * between(random, 0.05, 0.3);
        double slope = between(random, -1.2, 1.2);
        double radius = between(random, 0.8, 3.2);
        all.addAll(vessel(x, z, length, slope, radius, random));
      }
      if (random.nextBoolean()) {
        double size = between(random, 5, 11);
        double contrastDb = random.nextBoolean() ? 9 : -8;
        all.add(
            new Blob(
                widthMm * between(random, -0.3, 0.3),
                depthMm * between(random, 0.35, 0.6),
                size,
                size * between(random, 0.7, 1),
                0.12,
                Medium.diffuse(contrastDb, 0.55)));
      }
      double radius = depthMm * between(random, 0.8, 1.5);
      double z = depthMm * between(random, 0.82, 0.95) - radius;
      double x = widthMm * between(random, -0.2, 0.2);
      all.add(new Arc(x, z, radius, 0.5, new Medium(6, 4, 1)));
      all.addAll(bodyWall(depthMm, random));
      return all;
    }
  },

  /** Body wall, uterine wall, a pocket of fluid with a skull and its shadow. */
  FETAL("fetal", 2, -28) {
    @Override
    List<Structure> structures(double widthMm, double depthMm, Random random) {
      List<Structure> all = new ArrayList<>();
      double x = widthMm * between(random, -0.12, 0.12);
      double z = depthMm * between(random, 0.5, 0.6);
      double half = Math.min(widthMm * 0.42, depthMm * 0.32);
      double wall = half + between(random, 1.5, 3);
      all.add(new Blob(x, z, wall, wall * 0.95, 0.05, Medium.diffuse(4, 0.5)));
      all.add(new Blob(x, z, half, half * 0.92, 0.05, Medium.FLUID));
      double head = half * between(random, 0.5, 0.65);
      double headX = x + half * between(random, -0.25, 0.25);
      double headZ = z + half * between(random, 0, 0.25);
      all.add(new Blob(headX, headZ, head, head, 0, Medium.diffuse(-6, 0.5)));
      all.add(new Blob(headX, headZ, head * 0.3, head * 0.18, 0.1, Medium.diffuse(-25, 0.3)));
      all.add(new Arc(headX, headZ, head, 0.7, new Medium(7, 4, 12)));
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        double limb = half * between(random, 0.1, 0.17);
        double limbX = x + half * between(random, -0.6, 0.6);
        double limbZ = z - half * between(random, 0.55, 0.8);
        all.add(new Blob(limbX, limbZ, limb * 1.3, limb, 0.1, Medium.diffuse(-2, 0.5)));
        all.add(new Arc(limbX, limbZ, limb * 0.35, 0.5, new Medium(5, 1, 8)));
      }
      all.addAll(bodyWall(depthMm, random));
      return all;
    }
  };

  private final String label;
  private final double textureDb;
  private final double clutterDb;

  Target(String label, double textureDb, double clutterDb) {
    this.label = label;
    this.textureDb = textureDb;
    this.clutterDb = clutterDb;
  }

  /** As metadata name it. */
  public String label() {
    return label;
  }

  /** Slow variation of the tissue's echo: amplitude of each of its waves. */
  double textureDb() {
    return textureDb;
  }

  /** Reverberation at the surface relative to soft tissue, for the fundamental. */
  double clutterDb() {
    return clutterDb;
  }

  /** What lies in a field of view of that size; later ones cover earlier ones. */
  abstract List<Structure> structures(double widthMm, double depthMm, Random random);

  /** Three pipes, each thinner and turned a little; a bright wall around all of them. */
  private static List<Structure> vessel(
      double xMm, double zMm, double lengthMm, double slope, double radiusMm, Random random) {
    List<Structure> walls = new ArrayList<>();
    List<Structure> lumina = new ArrayList<>();
    double wallMm = between(random, 0.1, 0.8);
    double x = xMm;
    double z = zMm;
    double radius = radiusMm;
    double angle = slope;
    for (int i = 0; i < 3; i++) {
      double nextX = x + lengthMm / 3 * StrictMath.cos(angle);
      double nextZ = z + lengthMm / 3 * StrictMath.sin(angle);
      walls.add(new Tube(x, z, nextX, nextZ, radius + wallMm, Medium.diffuse(7, 0.5)));
      lumina.add(new Tube(x, z, nextX, nextZ, radius, Medium.diffuse(-40, 0.1)));
      x = nextX;
      z = nextZ;
      radius *= 0.8;
      angle += between(random, -0.6, 0.6);
    }
    walls.addAll(lumina);
    return walls;
  }

  private static List<Structure> bodyWall(double depthMm, Random random) {
    List<Structure> layers = new ArrayList<>();
    double top = 1.2;
    double wall = depthMm * between(random, 0.1, 0.17);
    int count = 3 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      double bottom = top + wall / count * between(random, 0.8, 1.2);
      double echoDb = i % 2 == 0 ? between(random, -8, -3) : between(random, 2, 7);
      double undulation = between(random, 0.2, 0.9);
      double period = between(random, 30, 70);
      double phase = between(random, 0, 6);
      layers.add(new Layer(top, bottom, undulation, period, phase, Medium.diffuse(echoDb, 0.6)));
      layers.add(new Layer(bottom, bottom + 0.4, undulation, period, phase, new Medium(3, 1, 0.6)));
      top = bottom + 0.4;
    }
    return layers;
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
